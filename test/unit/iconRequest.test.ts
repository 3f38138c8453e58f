import assert from 'node:assert/strict';
import { iconStyles, type IconOrder } from '../../src/core/icon';
import { iconPrompt, removableGround } from '../../src/core/iconPrompt';
import { formatMoney } from '../../src/core/money';
import { modelsFor } from '../../src/core/models/catalogue';
import { checkRequest, promptOf } from '../../src/core/request';
import { buildInput } from '../../src/jobs/inputs';
import { anIcon } from './jobs/world';

const order: IconOrder = { style: 'flat', ground: { kind: 'transparent' }, colours: [], transparency: 'model' };

describe('a request for an icon', () => {
  it('can be made by every model that is offered for it', () => {
    const models = modelsFor('icon');
    assert.ok(models.length >= 3);
    for (const model of models) {
      const transparency = model.backgrounds.includes('transparent') ? 'model' : 'removal';
      const icon = { ...order, transparency } as const;
      const request = anIcon({ model: model.id, icon, background: transparency === 'model' ? 'transparent' : undefined });
      const { plan } = checkRequest(request);
      const urls = { images: Array.from({ length: model.minInputs }, () => 'https://v3b.fal.media/base.png') };
      assert.ok(buildInput(request, plan.render, urls)['prompt'], model.id);
    }
  });

  it('costs what the service’s page says: a square medium picture, and an empty one at low fidelity', () => {
    const { price, plan } = checkRequest(anIcon({ count: 1, quality: 'medium' }));
    assert.deepEqual(plan.render, { width: 1024, height: 1024 });
    // $0.042 + 135 tokens at $0.005 per 1,000 + the words, rounded up to the cent.
    assert.equal(price.known && formatMoney(price.likely), '$0.05');
  });

  it('says a style of its own for each preset, and names the colours', () => {
    const prompts = iconStyles.map((style) => iconPrompt('a red fox', { ...order, style, colours: ['#112233', '#445566'] }));
    assert.equal(new Set(prompts).size, iconStyles.length);
    assert.ok(prompts.every((prompt) => prompt.startsWith('An icon: a red fox') && prompt.includes('#112233, #445566')));
  });

  it('asks for one flat ground where the transparency is made here, and for one that the icon does not have', () => {
    assert.match(iconPrompt('a fox', { ...order, transparency: 'removal' }), /flat #ff00ff background/);
    assert.equal(removableGround('a fox', { colours: ['#e91e9c'] }), '#00ff00');
    assert.equal(removableGround('a magenta heart', order), '#00ff00');
    assert.equal(removableGround('a pink flower on a green leaf', order), '#00ffff');
    // Not white either, which is as good as always in an icon.
    assert.equal(removableGround('a fox', { colours: ['#ff00aa', '#ffffff'] }), '#00ff00');
    assert.equal(removableGround('a fox', { colours: ['#ff00ff', '#00ff00', '#00e0ff'] }), '#00ffff');
    assert.match(iconPrompt('a fox', order), /fully transparent background/);
  });

  it('leaves the user’s words alone in a draft and in a picture', () => {
    assert.equal(promptOf({ prompt: 'a fox', icon: order }, { service: 'draft' }), 'a fox');
    assert.equal(promptOf({ prompt: 'a fox' }, { service: 'fal' }), 'a fox');
  });

  for (const [what, change, sentence] of [
    ['another shape than a square', { height: 512 }, /icon is square/],
    ['JPEG', { format: 'jpeg' }, /JPEG has no transparency/],
    ['no style', { icon: undefined }, /needs a style/],
    ['a way that the model does not have', { model: 'openai/gpt-image-2' }, /no transparent background|no such way/],
    ['a model that only edits', { model: 'openai/gpt-image-2/edit', background: undefined }, /cannot make icons/],
  ] as const) {
    it(`is refused with ${what}, before anything is spent`, () => {
      assert.throws(() => checkRequest(anIcon(change)), sentence);
    });
  }
});
