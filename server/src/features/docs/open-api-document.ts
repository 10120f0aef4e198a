import { Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '../../version.ts';

/** Built when first asked for, and only then: it costs start-up time. */
@Injectable()
export class OpenApiDocument {
  #app: INestApplication | null = null;
  #document: OpenAPIObject | null = null;

  use(app: INestApplication): void {
    this.#app = app;
  }

  get(): OpenAPIObject {
    if (!this.#app) throw new Error('the application is not built yet');
    this.#document ??= SwaggerModule.createDocument(this.#app, description());
    return this.#document;
  }
}

const description = () =>
  new DocumentBuilder()
    .setTitle('Toàn Cảnh')
    .setDescription(
      'Lists are {items, next}; failures are RFC 9457 problem details. The socket speaks at /live.',
    )
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'the content of IOC_DATA_DIR/admin-token' })
    .build();
