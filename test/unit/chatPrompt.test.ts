import assert from 'node:assert/strict';
import { pictureIn, readPrompt } from '../../src/editor/chat/readPrompt';

describe('a request of the chat', () => {
  it('is a prompt, with a size and options anywhere in it', () => {
    const none = { size: undefined, quality: undefined, count: undefined, model: undefined };
    assert.deepEqual(readPrompt('a lighthouse at dusk'), { ...none, prompt: 'a lighthouse at dusk' });
    assert.deepEqual(readPrompt('a lighthouse, 1200x630'), { ...none, prompt: 'a lighthouse', size: { width: 1200, height: 630 } });
    assert.deepEqual(readPrompt('1200 × 630 px: a lighthouse'), { ...none, prompt: 'a lighthouse', size: { width: 1200, height: 630 } });
    assert.deepEqual(readPrompt('--count 2 a fox --quality=HIGH --model easel/draft'), {
      prompt: 'a fox',
      size: undefined,
      quality: 'high',
      count: 2,
      model: 'easel/draft',
    });
  });

  it('keeps what only looks like a size or an option', () => {
    for (const text of ['a 16x9 grid', 'v1200x630b', 'an e-mail icon -- bold', '3.1200x630', 'a 4x4 truck']) {
      assert.equal(readPrompt(text).prompt, text);
      assert.equal(readPrompt(text).size, undefined);
    }
    assert.equal(readPrompt('line one\nline two').prompt, 'line one\nline two');
  });

  it('is refused when an option is misspelt or does not fit', () => {
    assert.throws(() => readPrompt('a fox --qualty low'), /“--qualty” is not known/);
    assert.throws(() => readPrompt('a fox --quality best'), /can be low/);
    assert.throws(() => readPrompt('a fox --count many'), /a number/);
    assert.throws(() => readPrompt('a fox --count'), /a number/);
  });

  it('may name a picture', () => {
    assert.deepEqual(pictureIn('public/images/hero.png make the sky pink'), { path: 'public/images/hero.png', rest: 'make the sky pink' });
    assert.deepEqual(pictureIn('in "my images/a b.JPEG": a boat'), { path: 'my images/a b.JPEG', rest: 'in : a boat' });
    assert.equal(pictureIn('make the sky pink'), undefined);
    assert.equal(pictureIn('a .png file'), undefined);
  });

  it('is read in time that grows with its length alone', () => {
    const long = 'x'.repeat(100_000);
    for (const text of [long, ` --a`.repeat(20_000), '1 x '.repeat(25_000), `${long}.pn`, `"${long}`]) {
      try {
        readPrompt(text);
        pictureIn(text);
      } catch {
        // Refused is fine as well.
      }
    }
  });
});
