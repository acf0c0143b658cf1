import type { DraftKeeper } from './draft-keeper.ts'

const leaving = new Map<DraftKeeper, Promise<unknown>>()

/** Drafts whose page was left during a save: they are read only after the save has ended. */
export const leaves = (keeper: DraftKeeper, saved: Promise<unknown>): void => {
  leaving.set(keeper, saved)
  void saved.finally(() => leaving.delete(keeper))
}

/** Resolves once no closed page of this tab is still saving this draft, or one without an id. */
export const whenLeft = async (id: string): Promise<void> => {
  const same = [...leaving].filter(([keeper]) => (keeper.read().referral?.id ?? id) === id)
  await Promise.allSettled(same.map(([, saved]) => saved))
}
