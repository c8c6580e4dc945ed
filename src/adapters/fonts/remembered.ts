/** Certificates of one course share most of their words. */
const answersUsual = 5_000;

/** The same function, which computes each answer once while it is remembered; all are forgotten when there are too many. */
export const remembered = <Given extends readonly unknown[], Answer>(
  compute: (...given: Given) => Answer,
  keyOf: (...given: Given) => string,
  answersMax = answersUsual,
): ((...given: Given) => Answer) => {
  const answers = new Map<string, Answer>();
  return (...given) => {
    const key = keyOf(...given);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = compute(...given);
    if (answers.size >= answersMax) answers.clear();
    answers.set(key, answer);
    return answer;
  };
};
