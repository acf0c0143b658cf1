import { z } from 'zod'

/** ISO 639-1, as assigned. Names come from `Intl.DisplayNames` in the reader's own language. */
const twoLetter = `
  aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce
  ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr
  fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
  it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
  lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
  ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
  sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw
  ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
`

// Spoken by many people who are trafficked, and without a two-letter code (ISO 639-3).
const threeLetter = 'ase bal bin ceb ckb hil hmn ilo kac kea nan pag pcm prs rhg rom shn tpi war yue'

// ISO 639-2: `mis` is a language that has no code, `und` one that nobody has recognised yet.
export const unlistedLanguages = ['mis', 'und'] as const

export const languages: readonly string[] = [
  ...[...twoLetter.trim().split(/\s+/), ...threeLetter.split(' ')].sort(),
  ...unlistedLanguages,
]

/** Offered first where nothing is known of the desk; the rest are found by typing. */
export const commonLanguages: readonly string[] =
  'en ar bn es fr hi id km my ne pt ro ru sq th ti tl uk ur vi yo zh'.split(' ')

const known = new Set(languages)

export const Language = z.string().refine((code) => known.has(code), 'language')
