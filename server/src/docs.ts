import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import plugin from 'fastify-plugin'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { completeDocument } from './openapi-document.ts'

/**
 * Derives the description of the HTTP interface from the contracts (OpenAPI 3.1). `app.swagger()` then returns the
 * document.
 */
export const description = plugin(async (app) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Palermo',
        version: '1',
        description:
          'Coordination of a counter-trafficking task force. Ids are codes: no address holds a name. An action or a creation is ' +
          'answered with id, version, status and the next actions, or with the whole record where the request says Prefer: return=representation.',
        license: { name: 'Unlicensed', identifier: 'LicenseRef-unlicensed' },
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: describe,
    transformObject: (written) => completeDocument(jsonSchemaTransformObject(written)),
  })
})

/**
 * Names each operation after its event in the access log. Operations without an event need no sign-in; their
 * description states the reason.
 */
const describe: typeof jsonSchemaTransform = (written) => {
  const { audit, reason } = written.route.config ?? {}
  const { schema, url } = jsonSchemaTransform(written)
  const summary = audit ? sentence(audit) : sentence(reason ?? written.url)
  return { url, schema: { summary, ...(audit ? {} : { security: [] }), ...schema } }
}

const sentence = (event: string) => {
  const words = event.replaceAll(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Serves the description of the HTTP interface at `/api/openapi.json`, and a page that shows it at `/docs`. */
export const docs = plugin(async (app) => {
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.get(
    '/api/openapi.json',
    { config: { audit: false, reason: 'describes the interface, holds no data' }, schema: { hide: true } },
    async () => app.swagger(),
  )
})
