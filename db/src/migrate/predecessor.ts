/** The last version without object files. Databases of this version can be taken over. */
export interface Predecessor {
  /** The hash of the migrations of that version: the result of `historyOf` in `adoption.ts`. */
  history: string
  /** The hash of the catalogue that these migrations create: the result of `fingerprint` in `adoption.ts`. */
  catalogue: Readonly<Record<string, string>>
  /**
   * The last migration of the present version whose result is already contained in the migrations of the earlier
   * version.
   */
  baseline: string
}

/**
 * The version whose last migration was 0180_loading.sql. The values describe existing databases, so they never change.
 */
export const predecessor: Predecessor = {
  history: '30b441bfa1b13e60ba83df56c4120cdb288d30b15847827fbbab2559502d3919',
  catalogue: {
    column: '29613305b28efb909f5e3ca210890cfa1ab6bce1360d153aea18149aa1709dfe',
    constraint: 'b57afdd5897e3aae5638313021fc61a2b0523eef3096f0d232d8f776f1b5867f',
    index: 'cffc2c11bada372cbc85ace5590b3fcff666340baddc235605216a0b98d340be',
    sequence: 'ee590e1e36ccc13ec5398adbaff3f3805a06fb003a11534b0d4de7f956f2b39a',
    table: '5ec61d2e90c8cef80c9ad55e7815442d4347d34376a0d16877ae0467a36909be',
    type: 'ed8bfc8e6766d9740a7da79ba519e95d6bb9cc353820b162ab66f2e04df05985',
    function: 'bbe5253aa81f0df535e84ac3661daaa65858c2beddcf5ae9fd64366918d08917',
    policy: '046b97a48ca0aa2c07f43b438637657c020a4ed45da86fcc77bb826fcd3bcaa1',
    trigger: '4076b321f0567d7dd12f5a0566a5ed69cfa3dec47473dbf12626fd544607bf70',
    view: '5d71e62af3920cc1c214cedd4a1a202351cac62a8bfdcc1f218d928e088a5051',
  },
  baseline: '0030_dashboards.sql',
}
