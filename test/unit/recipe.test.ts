import assert from 'node:assert/strict';
import { encodeRecipe, parseRecipe, recipeFor, sourceTypes } from '../../src/core/recipe';
import { anEdit, anIcon, aRequest } from './jobs/world';

describe('a recipe', () => {
  it('tells what was asked for, and comes back whole from its text', () => {
    const made = recipeFor(aRequest({ prompt: 'A harbour' }), { modelName: 'GPT Image 2', requestId: 'abc' });
    assert.equal(made.prompt, 'A harbour');
    assert.equal(made.requestId, 'abc');
    assert.equal(made.digitalSourceType, sourceTypes.generated);
    assert.deepEqual(parseRecipe(encodeRecipe(made)), made);
  });

  it('is the same for the same request, at any time', () => {
    const request = aRequest();
    assert.equal(encodeRecipe(recipeFor(request, { modelName: 'x' })), encodeRecipe(recipeFor({ ...request }, { modelName: 'x' })));
  });

  it('says what kind of picture it is', () => {
    assert.equal(recipeFor(anEdit(), { modelName: 'x' }).digitalSourceType, sourceTypes.edited);
    assert.equal(recipeFor(anIcon(), { modelName: 'x' }).digitalSourceType, sourceTypes.generated);
    assert.equal(recipeFor(aRequest({ model: 'easel/draft' }), { modelName: 'x' }).digitalSourceType, sourceTypes.drawn);
  });

  it('names no place on the machine', () => {
    for (const request of [aRequest(), anEdit(), anIcon()]) {
      const text = encodeRecipe(recipeFor(request, { modelName: 'x' }));
      assert.doesNotMatch(text, /file:|\/home|\/tmp|workspace|folder|sourceHash/);
    }
  });

  it('holds any words, in characters that XML can hold', () => {
    for (const prompt of [
      '\u0000\u001f\u007f\u009f',
      '\ud800 alone',
      '\ufffe\uffff',
      ']]> <?xpacket end="w"?>',
      '\u202egnp',
      '👩‍🚀'.repeat(5000),
    ]) {
      const made = recipeFor(aRequest({ prompt }), { modelName: 'x' });
      const text = encodeRecipe(made);

      assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/);
      assert.equal(parseRecipe(text)?.prompt, prompt);
    }
  });

  it('of anybody is read carefully', () => {
    const good = recipeFor(aRequest(), { modelName: 'x' });
    const bad: unknown[] = [
      null,
      [],
      'text',
      { ...good, v: 2 },
      { ...good, width: -1 },
      { ...good, width: 1e9 },
      { ...good, prompt: 7 },
      { ...good, digitalSourceType: 'javascript:alert(1)' },
      { ...good, quality: 'best' },
      { ...good, icon: { style: 'evil' } },
    ];
    for (const one of bad) {
      assert.equal(parseRecipe(JSON.stringify(one)), undefined, JSON.stringify(one));
    }
    for (const text of ['', '{', '{"v":1', '\u0000', '['.repeat(100_000), `{"v":1,"prompt":"${'x'.repeat(300_000)}"}`]) {
      assert.equal(parseRecipe(text), undefined);
    }
    assert.equal(parseRecipe('{"__proto__":{"polluted":true}}'), undefined);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.deepEqual(parseRecipe(JSON.stringify({ ...good, more: 'of a later version' })), good, 'what is not known is left out');
  });
});
