import type { Channel } from '../../protocol/channel';
import type {
  iconSetHostMethods,
  iconSetPageMethods,
  IconSetForm,
  IconSetPlanForPage,
  IconSetPreview,
  IconSetSnapshot,
} from '../../protocol/iconSet';
import { Current } from './current';
import { aboutPlan, aboutPreviews } from './form';
import { pictureAddress, PreviewPictures, type ShownPreview } from './previewPictures';
import { TracedMaster } from './tracedMaster';

export type IconSetChannel = Channel<typeof iconSetPageMethods, typeof iconSetHostMethods>;

/** Who is told when an answer is there. */
interface Told {
  changed(): void;
  /** Nothing when the plan was refused. */
  planned(plan: IconSetPlanForPage | undefined): void;
}

/** What follows from the master and the form, and only the extension can make: files, pictures, a trace. */
export class Derived {
  previews: readonly ShownPreview[] = [];
  /** Address of the master's picture. */
  master: string | undefined;
  readonly plan: Current<IconSetForm, IconSetPlanForPage>;
  readonly pictures: Current<IconSetForm, IconSetPreview[]>;
  readonly traced: TracedMaster;
  private readonly addresses = new PreviewPictures();
  private masterVersion = '';

  constructor(
    private readonly channel: IconSetChannel,
    private readonly told: Told,
  ) {
    this.plan = new Current(
      async (form) => (await channel.request('plan', { form })).plan,
      (plan) => told.planned(plan),
    );
    this.pictures = new Current(
      async (form) => (await channel.request('previews', { form })).previews,
      (previews) => {
        this.previews = previews ? this.addresses.of(previews) : this.previews;
        told.changed();
      },
    );
    this.traced = new TracedMaster(
      () => channel.request('trace', {}),
      () => channel.request('saveTrace', {}),
      () => told.changed(),
    );
  }

  /** Asks for what is not what was asked for last. Nothing is asked while files are written. @param traced the trace is looked at */
  follow({ master, phase }: IconSetSnapshot, form: IconSetForm, traced: boolean): void {
    if (phase === 'writing') {
      return;
    }
    if (form.presets.length > 0) {
      // With all its changes: one that is not wanted must still be there to be ticked again.
      this.plan.want({ ...form, withoutPatches: [] }, aboutPlan(master.version, form));
      this.pictures.want(form, aboutPreviews(master.version, form));
    }
    if (master.flat && traced) {
      void this.traced.want();
    }
  }

  /** Shows another master, when it is one. The former one stays until the new one is there. */
  async showMaster(version: string): Promise<void> {
    if (version === this.masterVersion) {
      return;
    }
    this.masterVersion = version;
    this.traced.forget();
    const { bytes, type } = await this.channel.request('master', {});
    if (version === this.masterVersion) {
      if (this.master !== undefined) {
        URL.revokeObjectURL(this.master);
      }
      this.master = pictureAddress(bytes, type);
      this.told.changed();
    }
  }
}
