import { ImageError } from '../../errors';

/** A node of JSON that is an object. What is in it is unknown. */
export type Node = Readonly<Record<string, unknown>>;

/** A chain of references, or schemas in schemas, beyond this is a trap or a mistake. */
const maxDepth = 12;

/** In all, of one model. The largest that the service has takes some hundred. */
const maxNodes = 5_000;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own fields only: a document may name one `constructor`. */
export function fieldOf(node: unknown, name: string): unknown {
  return isNode(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

function unreadable(detail: string): ImageError {
  return new ImageError('invalid-request', 'The description of this model cannot be read, so Easel cannot use the model.', detail);
}

/** Reads the schemas of one document, with a bound on how much work it may ask for. */
export class SchemaReader {
  private nodes = 0;

  constructor(private readonly document: unknown) {}

  /**
   * What a value may be, as plain schemas: references followed, `allOf` joined, `anyOf` and `oneOf` taken apart, null left out, each
   * with what stands beside (title, description, default). @throws ImageError for schemas without an end
   */
  alternatives(schema: unknown, depth = 0): Node[] {
    if (depth > maxDepth || ++this.nodes > maxNodes) {
      throw unreadable('its schemas go too deep or are too many');
    }
    const own = this.resolve(schema);
    if (!isNode(own)) {
      return [];
    }
    const { allOf, anyOf, oneOf, ...beside } = own;
    const parts = Array.isArray(allOf) ? allOf.flatMap((part: unknown) => this.alternatives(part, depth + 1).slice(0, 1)) : [];
    const joined = join([...parts, beside]);
    const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
    if (choices) {
      // What stands beside the choices says nothing of the kind of each.
      const others = without(joined, 'type');
      return choices.flatMap((choice: unknown) => this.alternatives(choice, depth + 1).map((one) => join([one, others])));
    }
    const types = Array.isArray(joined['type']) ? (joined['type'] as unknown[]) : [joined['type']];
    return types.filter((type) => type !== 'null').map((type) => ({ ...joined, type }));
  }

  /** The inputs or outputs that a schema names, by name. An object of several forms is taken by its first. */
  object(schema: unknown): { readonly properties: ReadonlyMap<string, unknown>; readonly required: ReadonlySet<string> } | undefined {
    const found = this.alternatives(schema).find((one) => isNode(one['properties']));
    if (!found) {
      return undefined;
    }
    const properties = Object.entries(found['properties'] as Node);
    if (properties.length > 300) {
      throw unreadable(`${properties.length} properties`);
    }
    const required = Array.isArray(found['required']) ? found['required'].filter((name) => typeof name === 'string') : [];
    return { properties: new Map(properties), required: new Set(required) };
  }

  /** Follows `#/components/schemas/Name`, from one to the next. Other documents are not fetched; what stands beside a reference wins. */
  private resolve(schema: unknown): unknown {
    let node = schema;
    let beside: Node = {};
    for (let step = 0; step <= maxDepth; step++) {
      const reference = fieldOf(node, '$ref');
      if (!isNode(node) || typeof reference !== 'string') {
        return isNode(node) ? { ...node, ...beside } : node;
      }
      beside = { ...without(node, '$ref'), ...beside };
      node = this.lookUp(reference);
    }
    throw unreadable('its references lead in a circle');
  }

  private lookUp(reference: string): unknown {
    if (!reference.startsWith('#/')) {
      throw unreadable('it refers to another document');
    }
    return reference
      .slice(2)
      .split('/')
      .reduce<unknown>((node, part) => fieldOf(node, part.replaceAll('~1', '/').replaceAll('~0', '~')), this.document);
  }
}

/** The latter wins, but the parts of an object come together. */
function join(schemas: readonly Node[]): Node {
  return schemas.reduce<Node>((all, one) => {
    const both = { ...all, ...one };
    const properties = isNode(all['properties']) && isNode(one['properties']) ? { ...all['properties'], ...one['properties'] } : undefined;
    const required =
      Array.isArray(all['required']) && Array.isArray(one['required'])
        ? [...(all['required'] as unknown[]), ...(one['required'] as unknown[])]
        : undefined;
    return { ...both, ...(properties ? { properties } : {}), ...(required ? { required } : {}) };
  }, {});
}

function without(node: Node, field: string): Node {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== field));
}

/**
 * The schemas of a model's input, and of what may be its answer, the likeliest first, in the document that the service gives out for it.
 * @throws ImageError `invalid-request` when there is no input
 */
export function schemasOf(document: unknown, id: string): { readonly input: unknown; readonly outputs: readonly unknown[] } {
  const paths = fieldOf(document, 'paths');
  if (!isNode(paths)) {
    throw unreadable('no paths');
  }
  const own = [`/${id}`, '/', ''].find((path) => bodyOf(fieldOf(paths, path)) !== undefined);
  const only = Object.keys(paths).filter((path) => bodyOf(fieldOf(paths, path)) !== undefined);
  const place = own ?? (only.length === 1 ? only[0] : undefined);
  if (place === undefined) {
    throw unreadable('no path with an input');
  }
  const result = Object.keys(paths).find(
    (path) => /\/requests\/\{[^/]+\}(?:\/response)?$/.test(path) && path.startsWith(place === '/' ? '' : place),
  );
  const answer = answerOf(fieldOf(fieldOf(paths, result ?? ''), 'get'));
  if (answer !== undefined) {
    return { input: bodyOf(fieldOf(paths, place)), outputs: [answer] };
  }
  const named = Object.entries(toNode(fieldOf(fieldOf(document, 'components'), 'schemas'))).filter(([name]) => name.endsWith('Output'));
  const outputs = [answerOf(fieldOf(fieldOf(paths, place), 'post')), ...named.slice(0, 5).map(([, schema]) => schema)];
  return { input: bodyOf(fieldOf(paths, place)), outputs: outputs.filter((output) => output !== undefined) };
}

function toNode(value: unknown): Node {
  return isNode(value) ? value : {};
}

function bodyOf(path: unknown): unknown {
  return jsonOf(fieldOf(fieldOf(path, 'post'), 'requestBody'));
}

function answerOf(operation: unknown): unknown {
  const responses = fieldOf(operation, 'responses');
  return jsonOf(fieldOf(responses, '200') ?? fieldOf(responses, '201'));
}

function jsonOf(holder: unknown): unknown {
  return fieldOf(fieldOf(fieldOf(holder, 'content'), 'application/json'), 'schema');
}
