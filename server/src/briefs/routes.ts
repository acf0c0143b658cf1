import { readBrief } from '@palermo/db/briefs/queries.ts'
import { Brief, BriefQuery } from '@palermo/shared/briefs/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'

/** Routes for the one-page brief for a meeting, which task-force leads read on the screen or as PDF. */
export const briefRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: BriefQuery, response: { 200: Brief } }, config: { audit: 'brief.viewed' } },
    async (request, reply) => {
      const { format } = request.query
      const asPdf =
        format === undefined ? /^\s*application\/pdf\b/i.test(request.headers.accept ?? '') : format === 'pdf'
      if (!asPdf) return readBrief(db, request.who(), request.query)
      const brief = await readBrief(db, { ...request.who(), audit: 'brief.exported' }, request.query)
      // Imported at the first use, because the PDF library is large and few requests need it.
      const { briefPdf } = await import('./pdf.ts')
      // Cast: the contract describes the JSON reply only.
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="brief-${brief.asOf.slice(0, 10)}.pdf"`)
        .send((await briefPdf(brief)) as never)
    },
  )
}
