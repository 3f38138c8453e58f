import assert from 'node:assert/strict';
import { withParts } from '../../src/webview/common/promptTemplate';

/** The text with a bar where the caret stands. */
function shown(prompt: string, parts?: Parameters<typeof withParts>[1]): string {
  const { text, caret } = withParts(prompt, parts);
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

describe('the prompt template', () => {
  it('begins an empty prompt', () => {
    assert.equal(shown(''), 'Scene: |\nSubject: \nImportant details: \nUse case: \nConstraints: ');
  });

  it('makes what stands there the subject', () => {
    assert.equal(shown('a cat\non a mat'), 'Scene: |\nSubject: a cat\non a mat\nImportant details: \nUse case: \nConstraints: ');
  });

  it('adds only what is missing and keeps the order of the user', () => {
    assert.equal(
      shown('Subject: a cat\nScene: a kitchen'),
      'Subject: a cat\nScene: a kitchen\nImportant details: |\nUse case: \nConstraints: ',
    );
    assert.equal(
      shown('subject: a cat\nConstraints: no text'),
      'Scene: |\nSubject: a cat\nImportant details: \nUse case: \nConstraints: no text',
    );
  });

  it('leaves a complete prompt as it is, with the caret at its end', () => {
    const full = 'Scene: a\nSubject: b\nImportant details: c\nUse case: d\nConstraints: e';
    assert.equal(shown(full), `${full}|`);
  });

  it('goes to a part that still holds the hint of the service', () => {
    assert.equal(shown('Scene: a\nSubject: [who or what]', ['Subject']), 'Scene: a\nSubject: |[who or what]');
  });

  it('adds one part', () => {
    assert.equal(shown('a cat', ['Constraints']), 'a cat\nConstraints: |');
    assert.equal(shown('Scene: a\nConstraints: b', ['Use case']), 'Scene: a\nUse case: |\nConstraints: b');
  });

  it('changes nothing when it is asked twice', () => {
    const once = withParts('a cat').text;
    assert.equal(withParts(once).text, once);
  });
});
