/**
 * Regions of the world in the grouping of the United Nations for statistics (M49, Standard Country or Area Codes).
 * Sub-regions from which few persons come are joined.
 */
const members = {
  'south-eastern-asia': 'BN ID KH LA MM MY PH SG TH TL VN',
  'southern-asia': 'AF BD BT IN IR LK MV NP PK',
  'eastern-asia': 'CN HK JP KP KR MN MO TW',
  'central-and-western-asia': 'AE AM AZ BH CY GE IL IQ JO KG KW KZ LB OM PS QA SA SY TJ TM TR UZ YE',
  africa: `AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA
    NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW`,
  americas: `AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC MF
    MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI`,
  europe: `AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT
    NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK`,
  oceania: 'AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS',
} as const

export type Region = keyof typeof members

export const regions = Object.keys(members) as Region[]

const regionByCountry = new Map<string, Region>(
  regions.flatMap((region) => members[region].split(/\s+/).map((country) => [country, region] as const)),
)

/** Returns the region of a country by its ISO 3166-1 code; undefined for Antarctica, which has no nationals. */
export const regionOf = (country: string): Region | undefined => regionByCountry.get(country)
