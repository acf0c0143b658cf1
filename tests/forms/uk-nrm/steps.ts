/**
 * A title for each step, and a hint where the question needs one: the source has these only in its templates. The texts
 * here are our own, under the product's licence; the labels of the fields are the source's.
 */
export const steps: Record<string, { title: string; hint?: string; page?: 'opening' | 'drafts' | 'check' | 'sent' }> = {
  start: { title: 'Before you start', page: 'opening' },
  reports: { title: 'Reports not sent yet', page: 'drafts' },
  reference: {
    title: 'Your reference',
    hint: 'A number or name by which your own organisation knows this report. No name of the person.',
  },
  organisation: { title: 'Which first responder organisation are you working for?' },
  'fr-location': { title: 'Where are you making this report?' },
  'pv-under-age': {
    title: 'Is the person under 18?',
    hint: 'If you are not sure, answer “Not sure”: the person is then treated as a child.',
  },
  'local-authority-contacted-about-child': {
    title: 'Local authority told about the child',
    hint: 'Tell the local authority’s children’s services before you go on. Safeguarding comes first and needs no consent.',
  },
  'pv-under-age-at-time-of-exploitation': { title: 'Was the person under 18 at any time during the exploitation?' },
  'what-is-their-background': { title: 'The person’s background', hint: 'Before the exploitation began.' },
  'potential-victim-exploitative-situation-multiple': { title: 'Has there been more than one exploitative situation?' },
  'when-did-the-exploitation-take-place': { title: 'When did the exploitation take place?' },
  'when-did-the-exploitation-take-place-multiple': { title: 'When did each exploitation take place?' },
  'how-did-the-exploitation-start': { title: 'How did the exploitation start?' },
  'were-they-taken-somewhere-by-their-exploiter': { title: 'Was the person taken somewhere by an exploiter?' },
  'how-they-were-treated': { title: 'What the person had to do, and how the person was treated' },
  'is-the-potential-victim-still-in-an-exploitative-situation': { title: 'Is the person still being exploited?' },
  'reasons-preventing-potential-victim-from-leaving': { title: 'What keeps the person in the situation?' },
  'how-why-did-they-leave-the-situation': { title: 'How and why did the person leave?' },
  'when-last-contact': { title: 'Last contact with the exploiters' },
  'details-last-contact': { title: 'What happened at the last contact?' },
  'is-this-the-first-chance-to-report': { title: 'Has the person reported this before?' },
  'why-report-now': { title: 'What kept the person from reporting this sooner?' },
  'modern-slavery-indicators': { title: 'Signs of modern slavery that you saw' },
  'where-how-interview-carried-out': { title: 'Where and how did you speak with the person?' },
  'professional-insight': { title: 'Your professional view' },
  'evidence-of-dishonesty': { title: 'Does anything contradict what the person says?' },
  'are-others-involved': { title: 'Was anybody else involved in this report?' },
  'where-exploitation-happened': { title: 'Where did the exploitation happen?' },
  'where-exploitation-happened-uk': {
    title: 'Places in the UK',
    hint: 'One is enough. Add others in the boxes below it.',
  },
  'where-exploitation-happened-overseas': {
    title: 'Places overseas',
    hint: 'One country is enough. Add others in the boxes below it.',
  },
  'current-pv-location': {
    title: 'Where is the person now?',
    hint: 'Town and region only. Never the address of a shelter.',
  },
  'who-exploited-pv': { title: 'Who exploited the person?' },
  'exploiters-location': { title: 'Do you know where the exploiters are?' },
  'are-exploiters-in-the-uk': { title: 'Are the exploiters in the UK?' },
  'exploiters-current-location-details': { title: 'Where the exploiters are' },
  'types-of-exploitation': { title: 'What kinds of exploitation?', hint: 'Tick all that apply.' },
  'any-other-pvs': { title: 'Are there other potential victims?' },
  'future-exploitation': { title: 'Could the person be exploited again?' },
  'concerns-future-exploitation': { title: 'Why are you concerned?' },
  'reported-to-police': { title: 'Is there a crime reference?' },
  'authorities-cooperation': {
    title: 'Is the person willing to help an investigation?',
    hint: 'Support never depends on this answer. If the person has not been asked, say so.',
  },
  'pv-want-to-submit-nrm': {
    title: 'Does the person want to be referred?',
    hint: 'Explain the National Referral Mechanism first. An adult is referred only by informed consent; a child needs none.',
  },
  'refuse-nrm': { title: 'Why does the person not want to be referred?' },
  'pv-gender-dtn': { title: 'The person’s gender' },
  'pv-nationality-dtn': { title: 'The person’s nationality' },
  'pv-name-dtn': {
    title: 'The person’s name',
    hint: 'Asked only because the person is willing to help an investigation.',
  },
  'pv-contact-details-dtn': { title: 'How can the person be reached?' },
  'does-pv-need-support': { title: 'Does the person want support?' },
  'pv-phone-number': { title: 'How can the support provider reach the person?' },
  'pv-name-referral': { title: 'The person’s name' },
  'pv-dob': { title: 'Date of birth' },
  'pv-gender-referral': { title: 'The person’s gender' },
  'does-pv-have-children': { title: 'Children' },
  'pv-nationality-referral': { title: 'The person’s nationality' },
  'pv-interpreter-requirements': { title: 'Interpreter' },
  'pv-other-help-with-communication': { title: 'Help with communication' },
  'pv-ho-reference': { title: 'Home Office references' },
  'who-contact': { title: 'Who should be told the decision?' },
  'someone-else': { title: 'The other person who is told' },
  'pv-contact-details-referral': { title: 'How can the person be reached?' },
  'fr-details': { title: 'Your details' },
  'fr-alternative-contact': { title: 'A second e-mail address', hint: 'Of somebody who can answer when you are away.' },
  'upload-evidence': { title: 'Evidence', hint: 'Photographs, letters, records. None is needed to send the report.' },
  'what-evidence-you-will-submit': { title: 'What does the evidence show?' },
  confirm: { title: 'Check your answers', page: 'check' },
  confirmation: { title: 'Report sent', page: 'sent' },
}

/**
 * Labels that the source lacks because its page shows them, and a label that is wrong in the source: it asks for a
 * crime reference instead of the reference of the referral.
 */
export const labels: Record<string, string> = {
  'were-they-taken-somewhere-by-their-exploiter': 'Were they taken somewhere by their exploiter?',
  'what-is-keeping-them-in-situation': 'What is keeping them in the situation?',
  'modern-slavery-indicators-details': 'Indicators you identified',
  'where-how-interview-carried-out': 'Where and how was the interview carried out?',
  'professional-insight': 'Your professional insight',
  'evidence-of-dishonesty': 'Is there any evidence of dishonesty?',
  'are-others-involved': 'Were other people involved in this report?',
  'pv-want-to-submit-nrm': 'Does the potential victim want to be referred to the National Referral Mechanism?',
  // Labels that say more than the source, because the two fields are on one page.
  'pv-contact-details-email-check': 'It is safe to write to them at this email address',
  'pv-contact-details-post-check': 'It is safe to write to them at this postal address',
  'no-contact-details': 'Why there is no telephone number, and how the support provider can reach them',
  'pv-dob': 'Date of birth',
  'who-contact': 'Who should be contacted with the decision?',
  'upload-file': 'I have files to add to the case once this is sent',
  'what-evidence-you-will-submit': 'What the evidence shows',
}

/** Labels of options that the source has only in its templates. */
export const optionLabels: Record<string, string> = {
  england: 'England',
  wales: 'Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
  yes: 'Yes',
  no: 'No',
  'i-dont-know': 'I don’t know',
  'not-sure': 'Not sure',
  'within-the-last-week': 'Within the last week',
  'within-the-last-month': 'Within the last month',
  'within-the-last-3-month': 'Within the last 3 months',
  'within-the-last-6-month': 'Within the last 6 months',
  'within-the-last-6-12-month': '6 to 12 months ago',
  'over-a-year-ago': 'Over a year ago',
  uk: 'UK',
  overseas: 'Overseas',
  'uk-and-overseas': 'UK and overseas',
  female: 'Female',
  male: 'Male',
  unknown: 'Unknown',
  'potential-victim': 'The potential victim',
  'someone-else': 'Someone else',
  email: 'Email',
  post: 'Post',
  'pv-alternative-number': 'An alternative number',
}

export const formWords = {
  title: 'First responder report (United Kingdom)',
  hint: 'The referral into the National Referral Mechanism or, for an adult who does not want one, the Duty to Notify. Takes about half an hour; you can stop on any step and go on later, also on another device.',
  child:
    'This is a child, or somebody who may be one. A child is referred for protection, and consent is not what decides. Answer “Yes” to send the referral, and write the child’s own wishes with it.',
}
