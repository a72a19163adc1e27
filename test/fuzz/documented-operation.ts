/** A JSON Schema, as far as requests are made from it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A parameter of the path, the query or a header. */
export interface DocumentedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** What the document says of one operation, and nothing that it does not say. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly method: string;
  /** With `{names}`. */
  readonly path: string;
  readonly scope: string | undefined;
  readonly parameters: readonly DocumentedParameter[];
  /** Schemas of bodies by media type: none when it takes no body. */
  readonly bodies: ReadonlyMap<string, Schema>;
  readonly responses: ReadonlyMap<number, DocumentedResponse>;
}

export interface DocumentedResponse {
  readonly mediaType: string;
  /** Where its schema stands in the document. */
  readonly pointer: string;
  /** The codes of problems that its description names. */
  readonly codes: ReadonlySet<string>;
}

/** A document as `/openapi.json` answers it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface OpenApiOperation {
  readonly operationId: string;
  readonly 'x-scope'?: string;
  readonly parameters: readonly DocumentedParameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }
    >
  >;
}

/** Every operation of a document. */
export function documentedOperations({ paths }: OpenApi): DocumentedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, stated]) => ({
      operationId: stated.operationId,
      method: method.toUpperCase(),
      path,
      scope: stated['x-scope'],
      parameters: stated.parameters,
      bodies: new Map(
        Object.entries(stated.requestBody?.content ?? {}).map(([type, { schema }]) => [
          type,
          schema,
        ]),
      ),
      responses: responsesOf(stated, `/paths/${escaped(path)}/${method}/responses`),
    })),
  );
}

/** Which operations stand at an address, told by the document alone: words before names, and only values that a name takes. */
export function operationsAt(
  operations: readonly DocumentedOperation[],
  pathname: string,
): DocumentedOperation[] {
  const there = operations.filter((each) => isAt(each, pathname));
  const names = ({ path }: DocumentedOperation) => path.split('{').length;
  const fewest = Math.min(...there.map(names));
  return there.filter((each) => names(each) === fewest);
}

function isAt({ path, parameters }: DocumentedOperation, pathname: string): boolean {
  const stated = path.split('/');
  const parts = pathname.split('/');
  if (stated.length !== parts.length) return false;
  return stated.every((word, index) => {
    const part = parts[index] ?? '';
    if (!word.startsWith('{')) return word === part;
    const parameter = parameters.find((each) => `{${each.name}}` === word && each.in === 'path');
    const values = parameter?.schema.enum;
    return part !== '' && (values === undefined || values.includes(part));
  });
}

function responsesOf(stated: OpenApiOperation, pointer: string): Map<number, DocumentedResponse> {
  return new Map(
    Object.entries(stated.responses).map(([status, { description, content = {} }]) => {
      const [mediaType = ''] = Object.keys(content);
      const codes = new Set([...description.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? ''));
      const at = `${pointer}/${status}/content/${escaped(mediaType)}/schema`;
      return [Number(status), { mediaType, pointer: at, codes }];
    }),
  );
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
