/** Values of a query as text. */
export type Cells = Readonly<{
  /** Row after row, all columns but the long one. */
  texts: readonly string[];
  /** The long column's, in texts of their own: who keeps a short value does not hold on to them. */
  longs: readonly string[];
  /** Numbers of the rows that are not UTF-8, in a damaged file: their texts are not what is stored. */
  garbled: ReadonlySet<number>;
}>;
