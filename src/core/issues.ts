import type * as z from 'zod/mini';

/** What the first fault of an input is, in words for the person who wrote the input. `zod/mini` brings no sentences of its own. */
export function describeIssue(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (!issue) {
    return 'something is not right';
  }
  const where = issue.path.length > 0 ? `“${issue.path.join('.')}” ` : '';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no “${issue.keys.join('”, “')}”`;
    case 'invalid_value':
      return `${where}must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `${where}must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    default:
      return `${where}is not right${issue.message ? ` (${issue.message})` : ''}`;
  }
}
