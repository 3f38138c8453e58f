/**
 * A page test starts in a page of its own, so one that failed can be run once more: on a machine that stands still for seconds the
 * browser misses a click now and then. It is told of, here and at the end of `npm test`; one that fails twice has failed.
 */
export const mochaHooks: Mocha.RootHookObject = {
  afterEach(this: Mocha.Context) {
    const test = this.currentTest as unknown as { currentRetry(): number; fullTitle(): string } | undefined;
    if (test && test.currentRetry() > 0) {
      console.log(`      REPEATED: ${test.fullTitle()}`);
    }
  },
};
