import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded random generator: the same seed gives the same demo every time. */
export interface Chance {
  /** A whole number between both ends, inclusive. */
  int(min: number, max: number): number
  /** True with this probability, 0 to 1. */
  hit(share: number): boolean
  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T
  /** Picks one of the values, each with the probability of its weight; the weights may have any sum. */
  weigh<T>(choices: readonly (readonly [T, number])[]): T
  /** Picks this many different items of the list and keeps their order. */
  some<T>(list: readonly T[], howMany: number): T[]
  /** A number between two bounds, uniformly. */
  between(min: number, max: number): number
  bytes(size: number): Uint8Array
  /** A further generator, seeded from this one, so that its draws do not change the later draws of this one. */
  fork(): Chance
}

const fine = 1_000_000

export const chanceFrom = (seed: number): Chance => {
  const dice = xoroshiro128plus(seed)
  const int = (min: number, max: number) => uniformInt(dice, min, max)
  const between = (min: number, max: number) => min + ((max - min) * int(0, fine)) / fine
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[int(0, list.length - 1)] as T
  }
  return {
    int,
    between,
    hit: (share) => int(1, fine) <= share * fine,
    pick,
    weigh: (choices) => {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
      let left = between(0, total)
      for (const [item, weight] of choices) {
        left -= weight
        if (left <= 0) return item
      }
      return pick(choices)[0]
    },
    some: (list, howMany) => {
      let wanted = Math.min(howMany, list.length)
      return list.filter((_, i) => {
        const taken = wanted > 0 && int(1, list.length - i) <= wanted
        if (taken) wanted -= 1
        return taken
      })
    },
    bytes: (size) => Uint8Array.from({ length: size }, () => int(0, 255)),
    fork: () => chanceFrom(int(-0x80000000, 0x7fffffff)),
  }
}
