import { readBlank } from '@palermo/db/forms/blank.ts'
import { actOnForm, saveForm, saveWords } from '@palermo/db/forms/commands.ts'
import { listForms, listVersions, readForm } from '@palermo/db/forms/queries.ts'
import {
  ActOnForm,
  BlankQuery,
  FormId,
  FormLines,
  FormQuery,
  FormVersion,
  OfferedForms,
  SaveForm,
  SaveWords,
} from '@palermo/shared/forms/versions.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { blankOf, sendSheet } from './sheets.ts'

const ById = z.object({ id: FormId })

/** Maximum size in bytes of a form with its texts and long lists of names. */
const wholeForm = 2 * 1024 * 1024

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
  app.get('/all/versions', { schema: { response: { 200: FormLines } }, config: { audit: 'forms.kept' } }, (request) =>
    listVersions(db, request.who()),
  )
  app.get(
    '/:id/blank',
    { schema: { params: ById, querystring: BlankQuery }, config: { audit: 'form.printed-blank' } },
    async (request, reply) => {
      const { version, ...wanted } = request.query
      const blank = await readBlank(db, request.who(), request.params.id, version)
      return sendSheet(reply, blankOf(blank, new Date(), wanted), blank.form, wanted, `${request.params.id}-blank`)
    },
  )
  app.put(
    '/:id',
    {
      bodyLimit: wholeForm,
      schema: { params: ById, body: SaveForm, response: { 200: FormVersion } },
      config: { audit: 'form.written' },
    },
    (request) => saveForm(db, request.who(), request.params.id, request.body),
  )
  app.put(
    '/:id/words',
    {
      bodyLimit: wholeForm,
      schema: { params: ById, body: SaveWords, response: { 200: FormVersion } },
      config: { audit: 'form.translated' },
    },
    (request) => saveWords(db, request.who(), request.params.id, request.body),
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnForm, response: { 200: FormVersion } }, config: { audit: 'form.acted' } },
    (request) => actOnForm(db, request.who(), request.params.id, request.body),
  )
}
