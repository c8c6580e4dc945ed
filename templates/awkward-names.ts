/**
 * Names that certificates are tried with: the ten that have been used since the first days of this kind of service, and
 * others that have broken one program or another. Each can be printed as it is.
 */
export const awkwardNames: readonly string[] = [
  'Guido van Rossum',
  '김헌영',
  'Dimitrios I. Toufekoulas (Δημήτριος Ι. Τουφεκούλας)',
  'NGUYỄN QUANG KHẢI',
  'Võ Văn Hồng Ngọc',
  'Ya-Shen Chuang (莊雅善)',
  'سيف رمضان ريان',
  'Αλέξανδρος Χαλικιόπουλος',
  'Илья Александрович Лахин',
  'Adam Palay (חיים פּלי)',
  // One letter, and no more.
  'X',
  // As long as an account's name can be: many words, few words, one word.
  'María de los Ángeles Inmaculada Concepción Fernández de Córdoba y Álvarez de las Asturias Bohórquez',
  `Maximiliane ${'von und zu Hohenlohe-Waldenburg-Schillingsfürst '.repeat(4)}Langenburg`,
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepflege',
  // Punctuation, and what programs take for commands.
  'Seán O’Hara-Ó Briain, Jr. “Jack”',
  '<b>Ann & Co</b> {name} %s',
  // Marks above and below, scripts that join, stack and reorder, digits of another kind.
  'Zoë Ærøskøbing Þórðardóttir-Ǻström',
  'ศิริพร ทองอุ่น',
  'क्षत्रिय श्रीनिवासन्',
  'বিশ্বজিৎ চট্টোপাধ্যায়',
  'தமிழ்ச்செல்வி கிருஷ்ணமூர்த்தி',
  'გიორგი მაჩაბელი / Հովհաննես Թումանյան',
  'አበበ ቢቂላ',
  'محمد بن سلمان (Mohammed ٢٠٢٦)',
  '山田 太郎',
];
