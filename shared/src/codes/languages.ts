import { z } from 'zod'

/**
 * Codes of living languages in ISO 639-1 (ISO 639-3 type L, with its macrolanguages): without ancient languages
 * (Avestan, Church Slavic, Latin, Pali, Sanskrit), constructed languages (Esperanto, Ido, Interlingua, Interlingue,
 * Volapük) and the group Bihari. Source: iso639-3.sil.org/code_tables/download_tables. Names come from
 * `Intl.DisplayNames` in the reader's language.
 */
const twoLetter = `
  aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co
  cr cs cv cy da de dv dz ee el en es et eu fa ff fi fj fo fr fy ga gd gl
  gn gu gv ha he hi ho hr ht hu hy hz id ig ii ik is it iu ja jv ka kg ki
  kj kk kl km kn ko kr ks ku kv kw ky lb lg li ln lo lt lu lv mg mh mi mk
  ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pl
  ps pt qu rm rn ro ru rw sc sd se sg si sk sl sm sn so sq sr ss st su sv
  sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi wa wo xh
  yi yo za zh zu
`

// Languages of many trafficked persons that have no two-letter code (ISO 639-3).
const threeLetter = 'ase bal bin ceb ckb hil hmn ilo kac kea nan pag pcm prs rhg rom shn tpi war yue'

// ISO 639-2: `mis` is a language without a code, `und` a language that was not recognised yet.
export const unlistedLanguages = ['mis', 'und'] as const

export const languages: readonly string[] = [
  ...[...twoLetter.trim().split(/\s+/), ...threeLetter.split(' ')].sort(),
  ...unlistedLanguages,
]

/**
 * The languages that are offered first if the agency has no list of its own; users find all other languages by typing.
 */
export const commonLanguages: readonly string[] =
  'en ar bn es fr hi id km my ne pt ro ru sq th ti tl uk ur vi yo zh'.split(' ')

const known = new Set(languages)

export const Language = z.string().refine((code) => known.has(code), 'language')
