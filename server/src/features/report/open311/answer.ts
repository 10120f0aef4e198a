// JSON or XML, by how the address ends. Every list of the standard has a name in XML and none in JSON.
import type { FastifyReply } from 'fastify';
import { ProblemException } from '../../../problem.filter.ts';
import { xmlOf } from './xml-writer.ts';

export type Format = 'json' | 'xml';

/** Of an address, its query or not: what a client that asks for XML can read, failures too. */
export const formatOf = (url: string): Format =>
  /\.xml$/i.test(url.split('?', 1)[0] ?? '') ? 'xml' : 'json';

/** `name.json` apart. Throws 404 for any other ending. */
export function nameIn(file: string): string {
  const name = /^(.+)\.(?:json|xml)$/i.exec(file)?.[1];
  if (name === undefined) throw new ProblemException(404, 'not found; names end with .json or .xml');
  return name;
}

/** As the text that is sent; `root` is the element around it in XML. */
export const written = (format: Format, root: string, value: unknown): string =>
  format === 'xml' ? xmlOf(root, value) : JSON.stringify(value);

export const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};

export function answer(reply: FastifyReply, root: string, value: unknown): void {
  const format = formatOf(reply.request.url);
  void reply.type(TYPES[format]).send(written(format, root, value));
}
