import { z } from 'zod';
import { docsPage } from '../docs-page.ts';
import { DOCS_STYLE } from '../docs-style.ts';
import { openApiDocument } from '../openapi.ts';
import { type Route, route } from '../route.ts';

/** The description of the API, for programs and for people, made from the table it belongs to. */
export function documentRoutes(table: () => readonly Route[]): readonly Route[] {
  const openApi = once(() => JSON.stringify(openApiDocument(table())));
  const page = once(() => docsPage(table()));
  return [
    document({
      operationId: 'readOpenApi',
      path: '/openapi.json',
      summary: 'This description, for programs',
      responseType: 'application/json',
      text: openApi,
    }),
    document({
      operationId: 'readReference',
      path: '/docs',
      summary: 'This description, for people',
      responseType: 'text/html; charset=utf-8',
      text: page,
    }),
    document({
      operationId: 'readReferenceStyle',
      path: '/docs/style.css',
      summary: 'The style of the reference',
      responseType: 'text/css; charset=utf-8',
      text: () => DOCS_STYLE,
    }),
  ];
}

interface TextDocument extends Pick<Route, 'operationId' | 'path' | 'summary'> {
  readonly responseType: string;
  readonly text: () => string;
}

function document({ text, ...stated }: TextDocument): Route {
  const headers = { 'content-type': stated.responseType, 'cache-control': 'no-cache' };
  return route({
    ...stated,
    method: 'GET',
    tag: 'Server',
    access: 'public',
    response:
      stated.responseType === 'application/json' ? z.record(z.string(), z.unknown()) : z.string(),
    statuses: [200],
    refusals: [],
    handle: async () => new Response(text(), { headers }),
  });
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
