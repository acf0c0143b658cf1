import { listForms, readForm } from '@palermo/db/forms/queries.ts'
import { FormId, FormQuery, FormVersion, OfferedForms } from '@palermo/shared/forms/versions.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

const ById = z.object({ id: FormId })

export const formRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get('/', { schema: { response: { 200: OfferedForms } }, config: { audit: 'forms.listed' } }, (request) =>
    listForms(db, request.who()),
  )
  app.get(
    '/:id',
    {
      schema: { params: ById, querystring: FormQuery, response: { 200: FormVersion } },
      config: { audit: 'form.viewed' },
    },
    (request) => readForm(db, request.who(), request.params.id, request.query.version),
  )
}
