import type { FastifyReply, FastifyRequest } from 'fastify'

const wanted = /(?:^|,)\s*return\s*=\s*(?:representation|"representation")\s*(?:[;,]|$)/i

/**
 * Whether the request asks for the whole record in the reply (Prefer header, RFC 7240). If so, a header of the reply
 * confirms it.
 */
export const wantsWhole = (request: FastifyRequest, reply: FastifyReply): boolean => {
  const { prefer = [] } = request.headers
  const whole = wanted.test([prefer].flat().join(','))
  if (whole) reply.header('preference-applied', 'return=representation')
  return whole
}
