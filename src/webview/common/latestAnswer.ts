/** Long enough that a fast typist asks once, short enough to feel live. */
const pause = 150;

/**
 * Asks some time after the last change. Only the answer to the newest question is told: an answer that was slow must not overwrite a
 * later one.
 */
export class LatestAnswer<Question, Answer> {
  private asked = '';
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `tell` gets nothing when the question was refused. */
  constructor(
    private readonly ask: (question: Question) => Promise<Answer>,
    private readonly tell: (answer: Answer | undefined, refusal: unknown) => void,
  ) {}

  /** `about` is everything that the answer depends on; the same again asks nothing. */
  update(question: Question, about: string, wait = pause): void {
    if (about === this.asked) {
      return;
    }
    this.forget();
    this.asked = about;
    const turn = this.turn;
    this.timer = setTimeout(() => {
      this.ask(question).then(
        (answer) => turn === this.turn && this.tell(answer, undefined),
        (error: unknown) => turn === this.turn && this.tell(undefined, error),
      );
    }, wait);
  }

  /** What was asked before is of no interest any more, and may be asked again. */
  forget(): void {
    clearTimeout(this.timer);
    this.asked = '';
    this.turn += 1;
  }
}
