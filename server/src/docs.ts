import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import plugin from 'fastify-plugin'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** OpenAPI from the contracts themselves, and a page to read it; open in the demo, else on the administrative listener. */
export const docs = plugin<{ open: boolean }>(async (app, { open }) => {
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
  if (!open) return
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.get(
    '/api/openapi.json',
    { config: { audit: false, reason: 'describes the interface, holds no data' }, schema: { hide: true } },
    async () => app.swagger(),
  )
})
