import { isIP } from 'node:net'

/** The proxies whose X-Forwarded-For header is trusted: no proxy, or these addresses. */
export type TrustProxy = false | string[]

/** The smallest prefix length that is accepted, by IP version. A shorter prefix would trust unknown hosts. */
const narrowest = { 4: 8, 6: 16 } as const

/**
 * Parses `TRUST_PROXY`: addresses and networks of proxies, separated by commas. By default no proxy is trusted.
 * Trusting all senders is refused, because a trusted sender chooses the address under which its attempts are counted;
 * so is a number of proxies, because it would trust every client that reaches the port.
 * @throws Error with a sentence for the operator
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
