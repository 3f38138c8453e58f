import assert from 'node:assert/strict';
import { priceOfOrder, shownTotal, totalPrice, type PricedOrder } from '../../src/core/batchPrice';
import { ImageError } from '../../src/core/errors';
import { draftModelId } from '../../src/core/models/draft';
import { gptImage2, gptImage2Edit } from '../../src/core/models/gptImage2';
import { formatPrice } from '../../src/core/money';
import { checkRequest } from '../../src/core/request';

const order: PricedOrder = { width: 1200, height: 630, prompt: '  a red kite over dunes ', model: gptImage2.id, quality: 'medium' };

describe('the price of a batch', () => {
  it('is for one picture what a single request costs', () => {
    for (const quality of ['low', 'medium', 'high'] as const) {
      const { price } = checkRequest({
        id: 'one-request',
        createdAt: 0,
        operation: 'generate',
        count: 1,
        format: 'png',
        target: { folder: 'file:///project/images', name: 'kite' },
        workspace: 'file:///project',
        ...order,
        quality,
      });
      assert.deepEqual(priceOfOrder({ ...order, quality }), price);
    }
  });

  it('is the sum, in any order, without drift', () => {
    const orders = Array.from({ length: 200 }, (_, index) => ({ ...order, width: 200 + index * 7, prompt: 'x'.repeat(index) }));
    const prices = orders.map(priceOfOrder);
    const likely = prices.reduce((sum, price) => sum + (price.known ? price.likely : NaN), 0);
    const upper = prices.reduce((sum, price) => sum + (price.known ? price.upper : NaN), 0);
    assert.deepEqual(totalPrice(prices), { known: true, likely, upper });
    assert.deepEqual(totalPrice(prices.toReversed()), totalPrice(prices));
    assert.equal(shownTotal(orders), formatPrice({ known: true, likely, upper }));
  });

  it('is free for drafts and for nothing', () => {
    assert.equal(shownTotal([{ ...order, model: draftModelId }]), 'free');
    assert.equal(shownTotal([]), 'free');
    assert.equal(shownTotal([order, { ...order, model: draftModelId }]), shownTotal([order]));
  });

  it('is unknown as soon as one price is', () => {
    assert.deepEqual(totalPrice([priceOfOrder(order), { known: false }, priceOfOrder(order)]), { known: false });
    assert.equal(formatPrice(totalPrice([{ known: false }])), 'price unknown');
  });

  it('refuses what cannot be made', () => {
    for (const wrong of [{ width: 0 }, { height: 9000 }, { width: 1.5 }, { model: 'no/such-model' }, { model: gptImage2Edit.id }]) {
      assert.throws(() => priceOfOrder({ ...order, ...wrong }), ImageError, JSON.stringify(wrong));
    }
  });
});
