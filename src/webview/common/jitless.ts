import * as z from 'zod/mini';

// zod tries `new Function` before its first parse, which the page's content policy reports as a violation. Imported before all else.
z.config({ jitless: true });
