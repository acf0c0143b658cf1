import plugin from 'fastify-plugin'

/** The old first segments of renamed addresses, each with its new name. An entry is removed after one release. */
const newNames: Readonly<Record<string, string>> = { desk: 'work-items' }

const first = new RegExp(`^/api/(${Object.keys(newNames).join('|')})(?=[/?]|$)`)

/**
 * Answers a request to a renamed address with 308 (RFC 9110 §15.4.9). The client then repeats the request, with method
 * and body, at the new address.
 */
export const renamedAddresses = plugin(async (app) => {
  app.addHook('onRequest', (request, reply, done) => {
    const [known = '', name = ''] = first.exec(request.url) ?? []
    if (known === '') return done()
    reply.redirect(`/api/${newNames[name]}${request.url.slice(known.length)}`, 308)
  })
})
