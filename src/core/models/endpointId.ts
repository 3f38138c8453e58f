/** Ids as the service has them: `owner/name`, with more segments for variants. */
const endpointId = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9._-]*){1,5}$/i;

/** These are kept in other addresses, and hold whole graphs of models. */
const otherKinds: ReadonlySet<string> = new Set(['workflows', 'comfy', 'easel']);

/** Whether a text can be the endpoint of one model, and can stand in an address as it is. */
export function isEndpointId(text: string): boolean {
  return text.length <= 200 && endpointId.test(text) && !otherKinds.has((text.split('/')[0] ?? '').toLowerCase());
}

/** Hosts whose paths are endpoints, with what stands before the id. */
const places: Readonly<Record<string, RegExp>> = {
  'fal.ai': /^\/models\/(.+?)(?:\/(?:api|playground|examples|requests|llms\.txt))?\/?$/,
  'www.fal.ai': /^\/models\/(.+?)(?:\/(?:api|playground|examples|requests|llms\.txt))?\/?$/,
  'fal.run': /^\/(.+?)\/?$/,
  'queue.fal.run': /^\/(.+?)\/?$/,
};

/** The id in what a person pastes: the id itself, or the address of the model's page. `undefined` for anything else. */
export function parseEndpointId(text: string): string | undefined {
  const clean = text.trim();
  if (isEndpointId(clean)) {
    return clean;
  }
  const address = URL.canParse(clean) ? new URL(clean) : URL.canParse(`https://${clean}`) ? new URL(`https://${clean}`) : undefined;
  const id = address?.protocol === 'https:' ? places[address.hostname]?.exec(address.pathname)?.[1] : undefined;
  return id !== undefined && isEndpointId(id) ? id : undefined;
}
