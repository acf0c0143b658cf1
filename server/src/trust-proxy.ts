import { isIP } from 'node:net'

/** Proxies whose X-Forwarded-For is trusted: none, or these addresses. */
export type TrustProxy = false | string[]

/** Smallest prefix length accepted by IP version; a wider network would trust unknown hosts. */
const narrowest = { 4: 8, 6: 16 } as const

/**
 * Parses `TRUST_PROXY`: addresses and networks of proxies, separated by commas. By default none is trusted, and never
 * all: a trusted sender chooses the address under which its attempts are counted. A number of proxies is refused as
 * well, since it would trust every client that reaches the port.
 * @throws Error in plain words
 */
export const readTrustProxy = (text: string | undefined): TrustProxy => {
  if (!text?.trim()) return false
  const networks = text.split(',').map((part) => part.trim())
  for (const network of networks) check(network)
  return networks
}

const check = (network: string) => {
  const [address = '', bits, ...more] = network.split('/')
  const version = isIP(address)
  if ((version !== 4 && version !== 6) || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
    throw new Error(`TRUST_PROXY takes addresses and networks of proxies, like 10.0.3.0/28, not "${network}".`)
  const most = version === 4 ? 32 : 128
  if (bits !== undefined && (Number(bits) < narrowest[version] || Number(bits) > most))
    throw new Error(`TRUST_PROXY must not trust a network as wide as "${network}": name the proxies alone.`)
}
