/** Long enough that a fast typist asks once, short enough to feel live. */
const pause = 150;

/**
 * Asks where files would go, some time after the last change. Only the answer to the newest question is told: an answer that was
 * slow must not overwrite a later one.
 */
export class PathPreview<Form> {
  private asked = '';
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: (form: Form) => Promise<readonly string[]>,
    private readonly tell: (paths: readonly string[]) => void,
  ) {}

  /** `about` is everything that the answer depends on; the same again asks nothing. */
  update(form: Form, about: string): void {
    if (about === this.asked) {
      return;
    }
    this.asked = about;
    this.turn += 1;
    const turn = this.turn;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.ask(form).then(
        (paths) => turn === this.turn && this.tell(paths),
        // Generate says what is wrong; a preview has nothing to add.
        () => turn === this.turn && this.tell([]),
      );
    }, pause);
  }
}
