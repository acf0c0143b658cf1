import { isIPv4, isIPv6 } from 'node:net'

/**
 * Returns the network to which an address belongs, for counting failed attempts: the first 24 bits of IPv4 or 56 bits
 * of IPv6, which is the network that one household or office is usually given.
 */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return mapped.split('.').slice(0, 3).join('.')
  if (!isIPv6(mapped)) return 'unknown'
  const [head = '', tail = ''] = (mapped.split('%')[0] ?? '').toLowerCase().split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = mapped.includes('::') ? 8 - groups(head).length - groups(tail).length : 0
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)]
  const [one, two, three, four] = all.map((group) => Number.parseInt(group, 16).toString(16).padStart(4, '0'))
  return `${one}:${two}:${three}:${four?.slice(0, 2)}`
}
