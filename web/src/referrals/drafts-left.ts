import type { DraftKeeper } from './draft-keeper.ts'

const leaving = new Map<DraftKeeper, Promise<unknown>>()

/**
 * Registers a draft whose page was left during a save, so that other pages read the draft only after the save has
 * ended.
 */
export const leaves = (keeper: DraftKeeper, saved: Promise<unknown>): void => {
  leaving.set(keeper, saved)
  void saved.finally(() => leaving.delete(keeper))
}

/** Resolves once no page that was left in this tab is still saving this draft or a draft that has no id yet. */
export const whenLeft = async (id: string): Promise<void> => {
  const same = [...leaving].filter(([keeper]) => (keeper.read().referral?.id ?? id) === id)
  await Promise.allSettled(same.map(([, saved]) => saved))
}
