import type { StoredFile } from './cdn';
import type { Clock } from './clock';
import type { FaultPlans } from './faults';
import type { Job, Timing } from './job';
import type { Upload } from './storage';
import type { Switches } from './switches';

/** The state of the simulated service, which all its hosts share. */
export interface Service {
  readonly clock: Clock;
  readonly keys: readonly string[];
  readonly timing: Timing;
  readonly switches: Switches;
  readonly faults: FaultPlans;
  readonly jobs: Job[];
  readonly uploads: Upload[];
  /** What the CDN holds, by path. */
  readonly files: Map<string, StoredFile>;
}
