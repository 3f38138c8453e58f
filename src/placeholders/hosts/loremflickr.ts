import { entry, type HostEntry } from './entry';

/** The second path is where the first redirects to; a request without keywords is called `notag` there. */
export const loremflickr: HostEntry = entry({
  name: 'loremflickr.com',
  kind: 'photo',
  paths: [
    '[/daily][/(g|p|red|green|blue)]/{W}/{H}[/{keywords}[/(any|all)]]',
    '/s/1.0/{any}/(g|p|red|green|blue|o)/{W}/{H}/{keywords}/(any|all)',
  ],
  refine: (reading) => (reading.keywords?.join() === 'notag' ? { ...reading, keywords: undefined } : reading),
});
