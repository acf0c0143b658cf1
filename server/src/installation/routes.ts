import { askNeutralPage } from '@palermo/db/installation/commands.ts'
import { readNeutralPage } from '@palermo/db/installation/queries.ts'
import { ChangeInstallation, Installation } from '@palermo/shared/installation/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type AppOptions, neutralPageOf } from '../options.ts'

/** Routes for settings that administrators make for all users. A second person approves each change. */
export const installationRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, options) => {
  const { db } = options
  const usualNeutralPage = neutralPageOf(options)
  app.get(
    '/',
    { schema: { response: { 200: Installation } }, config: { audit: 'installation.viewed' } },
    async (request) => ({ ...(await readNeutralPage(db, request.who())), usualNeutralPage }),
  )
  app.patch(
    '/',
    {
      schema: { body: ChangeInstallation, response: { 200: Installation } },
      config: { audit: 'installation.changed' },
    },
    async (request) => {
      const { neutralPage } = request.body
      // The page to which quick exit leads must not be a page of this system.
      if (neutralPage !== null && new URL(neutralPage).host === request.host)
        throw new Problem('invalid', undefined, {
          errors: [{ pointer: '/neutralPage', detail: 'is a page of this installation itself' }],
        })
      await askNeutralPage(db, request.who(), request.body)
      return { ...(await readNeutralPage(db, request.who())), usualNeutralPage }
    },
  )
}
