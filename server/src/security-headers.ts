import { ServerResponse } from 'node:http'
import plugin from 'fastify-plugin'
import helmet from 'helmet'

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

/** The browser features that no page of this system uses and that are therefore denied. */
const nothingOfTheDevice = [
  'accelerometer',
  'ambient-light-sensor',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
]
  .map((name) => `${name}=()`)
  .join(', ')

/** Adds the security headers to every reply; their values are computed once. */
export const securityHeaders = plugin<{ secure?: boolean | undefined }>(async (app, { secure }) => {
  const headers = await headersOf(
    helmet({
      contentSecurityPolicy: { directives: { ...policy, upgradeInsecureRequests: secure ? [] : null } },
      crossOriginEmbedderPolicy: false,
    }),
  )
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    reply.header('permissions-policy', nothingOfTheDevice)
    done()
  })
})

/** Runs the middleware on a response object that is never sent, and returns the headers that the middleware sets. */
const headersOf = async (apply: ReturnType<typeof helmet>) => {
  // Cast: the middleware reads only the method of a request.
  const request = { method: 'GET' } as never
  const reply = new ServerResponse(request)
  await new Promise<void>((resolve, reject) => apply(request, reply, (error) => (error ? reject(error) : resolve())))
  return reply.getHeaders()
}
