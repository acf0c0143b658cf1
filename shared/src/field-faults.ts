/**
 * The errors of a field, by code. The texts in this file are the English details in a problem document; translated
 * texts are in the web catalogue under `faults.<code>`.
 */
export const fieldFaults = {
  required: ['required', 'is required', 'is needed'],
  'wrong-type': [],
  'not-an-option': [],
  'too-short': ['is too short'],
  'too-long': [],
  'too-few': [],
  'too-many': [],
  'too-small': [],
  'too-large': [],
  'wrong-format': [],
  'unknown-field': ['is not known here'],
  'not-accepted': [],
  twice: ['stands here twice', 'names a person twice', 'one part for each compartment'],
  'forbidden-character': ['holds a character that cannot be kept', 'holds a character that nothing is called by'],
  'not-a-colleague': ['not a colleague'],
  'no-other-agency': ['is no other agency of this team'],
  'wrong-compartment': ['does not lie in this compartment'],
  'kind-decides': ['must be health for a document of this kind'],
  'kind-without-health': ['is about health: without access to health, file it for your own agency or an authority'],
  'more-readers': ['lets people read it who cannot read it now: choose fewer'],
  'same-audience': ['is the same as of the note that it corrects'],
  'not-on-case': ['is not on this case'],
  'yet-to-come': ['is yet to come', 'has not come yet', 'has not been yet', 'lies in the future'],
  'too-long-ago': ['is too long ago'],
  'over-already': ['is past', 'is over', 'is over already'],
  'too-far-off': ['is too far off', 'is more than a week away', 'lies more than fourteen days ahead'],
  'needs-word-or-basis': [
    'needs her word, or a basis without it',
    'another agency needs her word, or a basis without it',
  ],
  'another-track': ['is not on this track'],
  'another-agency-needed': ['another agency is needed'],
  'takes-no-referrals': ['takes no referrals of yours'],
  'only-case-lead': ['only the lead of the case'],
  'not-wished-for': ['was not wished for'],
  'same-as-before': ['is what it says already'],
  'own-topic': ['is amended under its own topic'],
  'protected-not-called': ['a protected provider is called by nobody'],
  'administrator-only': ['is for an administrator to change'],
  'not-a-phone-number': ['is no telephone number'],
  'not-your-note': ['is no note of yours here'],
  'not-linkable': ['is no case that you can connect'],
  'this-case': ['is this case itself'],
  'linked-already': ['is linked so already'],
  'not-an-alert': ['does not end in a notice'],
  'https-needed': ['has to begin with https://'],
  'own-page': ['is a page of this installation itself'],
  'another-form': ['is another form'],
  'another-version': ['is another version'],
  'not-in-form': ['is not named by the form'],
  'own-language-complete': ['the language of the form has no gaps'],
  'sealed-files': ['lie in a compartment that is not yours in this case: take them out first'],
  'not-of-this-case': ['is no referral of this case'],
  'no-such-profile': ['is no profile that is here'],
  'wrong-password': ['is not your password'],
  'team-decides': ['another agency says itself who takes it'],
  'another-administrator': ['another administrator has to do this'],
  'waits-already': ['waits for approval already'],
  'not-on-team': ['is not on the team; send a referral instead'],
  'leads-already': ['leads it already'],
  'cannot-lead': ['is no colleague who could lead it'],
  'same-person': ['is the same person', 'has to be somebody else: nobody hands a case to themselves'],
  'away-already': ['is away then already'],
  'deputy-away': ['is away then too'],
  'no-such-agency': ['is no agency'],
  'email-taken': ['is somebody’s already'],
  'no-such-form': ['there is no such form', 'is gone'],
  'form-not-used': ['is not used here'],
  'form-withdrawn': ['was withdrawn'],
  'another-file': ['is another file than before', 'is not the file that it was begun as'],
  'broken-upload': ['is not a chunk of this file', 'has not come to its end'],
  'wrong-reason': ['is none for this step'],
  'ends-before-start': ['ends before it begins', 'is not after from'],
  'shift-too-long': ['is longer than a week'],
  'shifts-meet': ['meets another shift'],
  'changes-nothing': ['changes nothing'],
  'no-case-code': ['is no case code'],
  'this-century': ['must be of this century'],
  'same-hours': ['has to differ from the beginning'],
  'always-on': ['cannot be turned off'],
  'must-rise': ['must rise'],
  'needs-note': ['needs a note'],
  'needs-early-reason': [],
} as const satisfies Record<string, readonly string[]>
export type FieldFault = keyof typeof fieldFaults
export const fieldFaultCodes = Object.keys(fieldFaults) as FieldFault[]

const byDetail = new Map(fieldFaultCodes.flatMap((code) => fieldFaults[code].map((detail) => [detail as string, code])))

/** Returns the code of an error by its detail text. */
export const faultOfDetail = (detail: string): FieldFault | undefined => byDetail.get(detail)

/** The parts of a zod issue that `faultOfIssue` reads. The issue comes from zod or from the server's validator. */
export interface Issue {
  code: string | undefined
  message?: string | undefined
  origin?: unknown
  minimum?: unknown
}

/** Returns the error code of a contract violation. A missing field and a blank field are both `required`. */
export const faultOfIssue = ({ code, message = '', origin, minimum }: Issue): FieldFault => {
  const isText = origin === 'string'
  const isList = origin === 'array' || origin === 'set'
  switch (code) {
    case 'invalid_type':
      return message.endsWith('received undefined') ? 'required' : 'wrong-type'
    case 'invalid_value':
      return 'not-an-option'
    case 'too_small':
      if (isText) return minimum === 1 ? 'required' : 'too-short'
      return isList ? 'too-few' : 'too-small'
    case 'too_big':
      if (isText) return 'too-long'
      return isList ? 'too-many' : 'too-large'
    case 'invalid_format':
      return 'wrong-format'
    case 'unrecognized_keys':
      return 'unknown-field'
    default:
      return faultOfDetail(message) ?? 'not-accepted'
  }
}
