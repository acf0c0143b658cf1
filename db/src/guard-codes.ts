/**
 * The refusals of database guards, by SQLSTATE. This product uses the class `PA`, and `db/objects` raises each code
 * with the text given here. A guard refuses only what TypeScript should have refused before, so that the client gets
 * not-found, and the log gets code, text and cure.
 */
export const guardCodes: Readonly<Record<string, { refuses: string; cure: string }>> = {
  PA101: { refuses: 'only the worker login may call this function', cure: 'Connect as palermo_worker.' },
  PA102: { refuses: 'only an administrator may call this function', cure: 'Sign in as an administrator.' },
  PA103: { refuses: 'no signed-in person acts in this transaction', cure: 'Open the transaction with authz.begin.' },
  PA104: {
    refuses: 'the actor may not put this person on the case',
    cure: 'A supervisor, a head or the case lead assigns colleagues of the own agency.',
  },
  PA201: {
    refuses: 'the actor is no party that may take this action',
    cure: 'Check db/objects/generated/actions.sql for the parties of the action.',
  },
  PA202: {
    refuses: 'this action is not one that a deadline takes by itself',
    cure: 'Give the party clock to the action in its declaration.',
  },
  PA203: {
    refuses: 'the record type has no such action from this status',
    cure: 'Declare the action in record.ts and run npm run db:generate.',
  },
  PA204: { refuses: 'a status changed without its version', cure: 'Raise the version in the same update.' },
  PA205: {
    refuses: 'the action opens or closes deadlines that it does not declare',
    cure: 'Declare them in record.ts and run npm run db:generate.',
  },
  PA206: {
    refuses: 'a recipient or holder of a deadline is no party of the record',
    cure: 'Pass agencies and persons of the record alone.',
  },
  PA207: { refuses: 'the table does not belong to the record type', cure: 'Pass the plural of the record type.' },
  PA208: {
    refuses: 'this transaction did not change the row to the given version and status',
    cure: 'Update the row before app.record is called.',
  },
  PA209: { refuses: 'a row of % changed without its event', cure: 'Call app.record in the same transaction.' },
  PA210: { refuses: 'only the author of a referral may move its texts to a case', cure: 'Let its author connect it.' },
  PA211: { refuses: 'a job may only recount or move deadlines', cure: 'Other changes need a person.' },
  PA212: { refuses: 'the actor may not change this deadline', cure: 'Only the holders that its rule names may.' },
  PA213: { refuses: 'the holder of the deadline is no party of the record', cure: 'Pass an agency of the record.' },
  PA214: {
    refuses: 'a deadline cannot start in the future or without a person',
    cure: 'Pass a start that has passed.',
  },
  PA301: {
    refuses: 'the person still carries work in the agency',
    cure: 'Disable the account or change its role first.',
  },
  PA302: {
    refuses: 'only an administrator may change name, sector, region or protection of an agency',
    cure: 'Sign in as an administrator.',
  },
  PA303: {
    refuses: 'the actor may not answer or withdraw this alert',
    cure: 'The receiver answers it, the sender withdraws it.',
  },
  PA310: {
    refuses: 'the subject of the approval changed, so it cannot be carried out',
    cure: 'Ask for a new approval.',
  },
  PA311: { refuses: 'the deadline changed after the approval was asked for', cure: 'Ask for a new approval.' },
  PA312: { refuses: 'no agency could approve this', cure: 'Give another agency a supervisor or head first.' },
  PA313: {
    refuses: 'the actor may not ask for this approval',
    cure: 'Only the roles that the kind of approval names may ask.',
  },
  PA314: {
    refuses: 'the actor may not answer this approval',
    cure: 'A supervisor or head of the asked agency answers.',
  },
  PA315: { refuses: 'only the person who asked may withdraw an approval', cure: 'Let that person do it.' },
  PA316: { refuses: 'this change needs the approval of a second person', cure: 'Ask for an approval.' },
  PA320: { refuses: 'rows of the access log cannot be changed or deleted', cure: 'Leave them as they are.' },
  PA321: {
    refuses: 'the actor may not set or end a bar on this case',
    cure: 'The supervisors and heads of the agencies on the case may.',
  },
  PA330: {
    refuses: 'the actor may not record this decision or milestone',
    cure: 'The decision body or the track that the profile names records it.',
  },
  PA331: {
    refuses: 'the actor may not open earlier entries of this agency',
    cure: 'Record the action open-earlier first; the case lead or their author opens them.',
  },
  PA332: { refuses: 'no referral was accepted in this transaction', cure: 'Call it after the referral is accepted.' },
  PA333: { refuses: 'the person does not work in the receiving agency', cure: 'Assign a person of that agency.' },
  PA334: { refuses: 'no accepted referral ended in this transaction', cure: 'Call it after the referral is ended.' },
  PA335: {
    refuses: 'no lead referral or hand-over was accepted in this transaction',
    cure: 'Call it after one is accepted.',
  },
  PA337: {
    refuses: 'the actor may not change whether the case is shared',
    cure: 'Its leading agency may share it; a shared case stays shared.',
  },
  PA338: {
    refuses: 'a case that its agency keeps to itself has no other agency on its team',
    cure: 'Share the case first.',
  },
  PA339: { refuses: 'the lead person does not work in the agency of the actor', cure: 'Choose an active colleague.' },
  PA340: { refuses: 'this transaction did not insert the case', cure: 'Insert the case first.' },
  PA341: { refuses: 'a reflection period ends early without a reason', cure: 'Send a reason with the action.' },
  PA342: {
    refuses: 'the early end of this reflection period needs the approval of a second person',
    cure: 'Ask for an approval.',
  },
  PA350: { refuses: 'a document cannot be opened to more readers', cure: 'Upload it again for the wider audience.' },
  PA351: { refuses: 'readers of a document change only by the action restrict', cure: 'Use that action.' },
  PA352: {
    refuses: 'a file lies in another compartment than its document',
    cure: 'Store the file in the compartment of the document.',
  },
  PA353: { refuses: 'a published form cannot change', cure: 'Publish a new version.' },
  PA360: {
    refuses: 'the actor may not offer this hand-over',
    cure: 'The responsible person, a supervisor or head of the leading agency offers it.',
  },
  PA361: { refuses: 'the actor may not answer this hand-over', cure: 'The person or agency that was asked answers.' },
  PA366: {
    refuses: 'the webhook has ended or belongs to another agency',
    cure: 'A supervisor or head of its agency may change it.',
  },
  PA370: { refuses: 'the actor may not create this referral', cure: 'A member of the sending agency creates it.' },
  PA371: {
    refuses: 'the actor may not change this of the referral',
    cure: 'Case, agencies, lead, assignee and acceptance change only by its actions.',
  },
  PA372: { refuses: 'no draft was ended in this transaction', cure: 'Call it after the draft is ended.' },
  PA373: { refuses: 'a case that its agency keeps to itself has no referrals', cure: 'Share the case first.' },
  PA374: { refuses: 'no message was written in this transaction', cure: 'Insert the message first.' },
  PA375: { refuses: 'only the sender may change the urgency of a referral', cure: 'Let the sender amend it.' },
  PA376: { refuses: 'no urgency was amended in this transaction', cure: 'Call it after the urgency is amended.' },
  PA380: {
    refuses: 'the actor may not ask for this access',
    cure: 'Only agencies on the case ask, for compartments that authz.may_ask returns.',
  },
  PA381: {
    refuses: 'the actor may not answer this request for access',
    cure: 'The agency that the server chose answers.',
  },
  PA382: { refuses: 'no request was granted in this transaction', cure: 'Call it after the request is granted.' },
  PA390: { refuses: 'the week of the snapshot was not counted', cure: 'Count the week first.' },
  PA391: { refuses: 'a signed snapshot cannot change', cure: 'Make a new snapshot.' },
  PA392: { refuses: 'a snapshot is signed by another lead than its author', cure: 'Let another lead sign it.' },
}
