import { LatestAnswer } from '../common/latestAnswer';

/** An answer that follows the form: the last one stays, and is known to be out of date, until the next one is there. */
export class Current<Question, Answer> {
  value: Answer | undefined;
  /** The sentence that the newest question was refused with. */
  refusal: string | undefined;
  private wanted: string | undefined;
  /** What is wanted was asked for since it was last out of date. */
  private asked = false;
  /** What the value is about. */
  private had: string | undefined;
  private fresh = false;
  private readonly latest: LatestAnswer<Question, Answer>;

  constructor(ask: (question: Question) => Promise<Answer>, told: (answer: Answer | undefined) => void) {
    this.latest = new LatestAnswer(ask, (answer, refusal) => {
      if (answer === undefined) {
        this.refusal = refusal instanceof Error ? refusal.message : String(refusal);
      } else {
        this.value = answer;
        this.had = this.wanted;
        this.fresh = true;
      }
      told(answer);
    });
  }

  /** `about` is everything that the answer depends on. The first question and those after `outdate` do not wait for a pause in typing. */
  want(question: Question, about: string): void {
    if (about !== this.wanted || !this.asked) {
      this.refusal = undefined;
      this.latest.update(question, about, this.asked ? undefined : 0);
      this.wanted = about;
      this.asked = true;
    }
  }

  /** What was answered, or refused, is to be asked again: the question is the same, but the answer may be another. */
  outdate(): void {
    this.latest.forget();
    this.asked = false;
    this.fresh = false;
    this.refusal = undefined;
  }

  /** Whether the value may not be the answer to the newest question. */
  get stale(): boolean {
    return !this.fresh || this.otherQuestion;
  }

  /**
   * Whether the value is the answer to another question, so that it is surely not what is wanted. One that is only looked at again is
   * not dimmed: it would flicker with every file that is saved.
   */
  get otherQuestion(): boolean {
    return this.had !== this.wanted;
  }
}
