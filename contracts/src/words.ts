import { z } from 'zod';

/** What a thing is about; one wall scene each and more. */
export const DOMAINS = [
  'traffic',
  'public-security',
  'press',
  'public-service',
  'cyber-security',
  'socio-economic',
  'health',
  'education',
  'field-feedback',
  'hotline',
  'environment',
  'data',
] as const;
export const domainSchema = z.enum(DOMAINS);
export type Domain = z.infer<typeof domainSchema>;

/** Rising order: the index is the rank. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

/** event: an arrival that never changes; the others have a life and revisions. */
export const KINDS = ['event', 'item', 'ticket', 'alert'] as const;
export const kindSchema = z.enum(KINDS);
export type Kind = z.infer<typeof kindSchema>;

/** An instant as RFC 3339 text with zone. */
export const instantSchema = z.iso.datetime({ offset: true });

export const longitudeSchema = z.number().min(-180).max(180);
export const latitudeSchema = z.number().min(-90).max(90);
/** `[lon, lat]`, WGS 84 degrees. */
export const pointSchema = z.tuple([longitudeSchema, latitudeSchema]);
export type Point = z.infer<typeof pointSchema>;
