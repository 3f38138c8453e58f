// Takes the lease of the folder in its argument and holds it until it is killed.
import { claimLease } from '../../../src/editor/lease';

const folder = process.argv[2] ?? '';
void claimLease(folder).then((lease) => {
  process.send?.(lease ? 'held' : 'refused');
  setInterval(() => undefined, 1000);
});
