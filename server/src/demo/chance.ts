import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded random generator: the same seed gives the same demo every time. */
export interface Chance {
  /** Returns a whole number between both ends, inclusive. */
  int(min: number, max: number): number
  /** Returns true with this probability, from 0 to 1. */
  hit(share: number): boolean
  /** Returns a random item of the list. @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T
  /** Returns one of the values, each with the probability of its weight; the weights may have any sum. */
  weigh<T>(choices: readonly (readonly [T, number])[]): T
  /** Returns this many different items of the list, in the order of the list. */
  some<T>(list: readonly T[], howMany: number): T[]
  /** Returns a uniformly distributed number between two bounds. */
  between(min: number, max: number): number
  bytes(size: number): Uint8Array
  /**
   * Returns a further generator, seeded from this generator. Draws of the new generator do not change later draws of
   * this generator.
   */
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
