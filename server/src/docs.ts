import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import plugin from 'fastify-plugin'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** Describes the interface out of the contracts themselves (OpenAPI 3.1): `app.swagger()` is the document. */
export const description = plugin(async (app) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Palermo', version: '1' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
})

/** The description at `/api/openapi.json` and a page to read it at `/docs`, of an app that has one. */
export const docs = plugin(async (app) => {
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.get(
    '/api/openapi.json',
    { config: { audit: false, reason: 'describes the interface, holds no data' }, schema: { hide: true } },
    async () => app.swagger(),
  )
})
