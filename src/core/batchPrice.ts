import { ImageError } from './errors';
import { modelOf } from './models/catalogue';
import type { Quality } from './models/model';
import { formatPrice, free, type Price } from './money';
import { pricedLength } from './prompt';
import { planSize } from './sizes';

/** What the price of one picture of a batch depends on. Sizes are pixels on disk. */
export interface PricedOrder {
  readonly width: number;
  readonly height: number;
  readonly prompt: string;
  readonly model: string;
  readonly quality: Quality;
}

/**
 * The price of one picture, made from its text alone.
 * @throws ImageError `invalid-request` for an unknown model, one that needs a picture, and a size that cannot be made.
 */
export function priceOfOrder(order: PricedOrder): Price {
  const model = modelOf(order.model);
  if (!model.operations.includes('generate')) {
    throw new ImageError('invalid-request', `${model.name} cannot make an image from text alone. Choose another model.`);
  }
  const { render } = planSize({ width: order.width, height: order.height }, model.sizes);
  return model.price({ size: render, quality: order.quality, count: 1, promptLength: pricedLength(order.prompt.trim()), inputs: [] });
}

/** The sum; one price that nobody knows makes it unknown. Of nothing it is free. */
export function totalPrice(prices: Iterable<Price>): Price {
  let total: Price = free;
  for (const price of prices) {
    if (!total.known || !price.known) {
      return { known: false };
    }
    total = { known: true, likely: total.likely + price.likely, upper: total.upper + price.upper };
  }
  return total;
}

/**
 * The total as it stands on the button of a batch. The page sends it with the orders, and the extension works it out anew from the
 * same orders: what differs is not what the user agreed to.
 */
export function shownTotal(orders: readonly PricedOrder[]): string {
  return formatPrice(totalPrice(orders.map(priceOfOrder)));
}
