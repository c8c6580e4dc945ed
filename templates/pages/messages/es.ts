import type { Messages } from './messages.ts';

export const spanish: Messages = {
  language: 'es',
  direction: 'ltr',
  name: 'Español',
  valid: {
    title: 'Certificado válido: {courseTitle}',
    heading: 'Este certificado es válido',
    certifies: '{issuer} certifica que',
    completed: 'ha completado con éxito',
    offeredBy: 'un curso ofrecido por {org}.',
    state: 'Estado',
    stateValid: 'Válido: no ha sido sustituido ni retirado',
    issued: 'Emitido',
    kind: 'Tipo',
    course: 'Curso',
    signedWith: 'Firmado con',
    open: 'Abrir el PDF',
    check: 'Comprobar un PDF',
    signature: 'Firma',
    trust:
      'Puede fiarse de esta página si su dirección es la que está impresa en el certificado, {address}, y pertenece a alguien en quien confía.',
  },
  kinds: { honor: 'Certificado de código de honor', verified: 'Certificado verificado' },
  verify: {
    title: 'Comprobar este certificado',
    heading: '¿Es auténtico este PDF?',
    intro:
      'Alguien le ha dado el PDF de este certificado. Averigüe si es, byte por byte, el archivo que emitió {issuer}.',
    choose: 'Elegir el PDF',
    drop: 'o suéltelo en cualquier lugar de esta página',
    staysHere:
      'El archivo se comprueba en este dispositivo y no se envía a nadie. Una vez cargada esta página, no hace falta conexión.',
    needsScript:
      'Para comprobar un archivo aquí, el navegador debe ejecutar el programa de esta página. También puede comprobarlo a mano, más abajo.',
    checking: 'Comprobando …',
    key: 'La clave del emisor',
    keyCompare:
      'Quien pueda cambiar esta página puede cambiar la huella que muestra. Si mucho depende de la respuesta, compárela con la que {issuer} publica en otro lugar.',
    byHand: 'Comprobar a mano, con GnuPG',
    byHandIntro:
      'No hace falta ninguna cuenta ni confiar en ningún sitio web. Ponga en una carpeta vacía el PDF que le han dado, con el nombre {filename}, y guarde junto a él la firma y la clave. El primer enlace lleva al PDF tal como se emitió:',
    stepImport: 'Importe la clave pública; basta con hacerlo una vez:',
    stepVerify: 'Compruebe la firma:',
    goodSignature:
      'La respuesta debe contener «Firma correcta» («Good signature»). Si dice «Firma INCORRECTA» («BAD signature»), el archivo no es el que se emitió.',
    stepCompare:
      'Compare la clave: las últimas líneas de la respuesta deben mostrar la huella de arriba, con sus cuarenta dígitos. El aviso de que la clave «no está certificada por una firma de confianza» («not certified with a trusted signature») solo indica que aún no le ha dicho a GnuPG si confía en ella. Que la clave haya caducado desde entonces no importa; si fue revocada, pregunte a {issuer} antes de fiarse del archivo.',
    showKey: 'Mostrar la clave pública como texto',
    back: 'Volver al certificado',
  },
  verdicts: {
    genuine: {
      says: 'Este es el archivo que se emitió',
      means:
        'Es, byte por byte, el PDF que {issuer} emitió para este certificado. Está firmado por la clave con esta huella:',
    },
    replaced: {
      says: 'Este es el archivo que se emitió, pero fue sustituido el {date}',
      means:
        'Era auténtico y otro más reciente ha ocupado su lugar. Pida el más reciente a quien se lo dio. Está firmado por la clave con esta huella:',
    },
    withdrawn: {
      says: 'Este es el archivo que se emitió, pero fue retirado el {date}',
      means: 'Era auténtico y ya no es válido. Está firmado por la clave con esta huella:',
    },
    changed: {
      says: 'Este archivo ha sido modificado',
      means:
        'Lleva la dirección de este certificado, pero no es, byte por byte, el archivo que se emitió. No se fíe de él.',
    },
    another: {
      says: 'Este no es el archivo de este certificado',
      means: 'Lleva la dirección de otro. Puede ser auténtico: abra la dirección que lleva impresa y compruébelo allí.',
    },
    foreign: {
      says: 'Este no es el archivo que se emitió',
      means: 'Ha sido modificado o es un documento distinto. No se fíe de él.',
    },
    unproven: {
      says: 'La firma no demuestra que este archivo sea auténtico',
      means:
        'Lo que contiene esta página no concuerda: la firma no es de la clave con la huella de abajo. No se fíe del archivo y avise a {issuer}.',
    },
    'not-a-pdf': { says: 'Esto no es un PDF', means: 'Elija el propio PDF, no una imagen ni un archivo comprimido.' },
    empty: {
      says: 'Este archivo está vacío',
      means: 'Quizá no se guardó por completo. Guárdelo otra vez e inténtelo de nuevo.',
    },
    'too-large': {
      says: 'Este archivo es demasiado grande',
      means: 'No se ha leído: ningún certificado ocupa más de {megabytesMax} MB. No es el archivo que se emitió.',
    },
    several: { says: 'Son varios archivos', means: 'Elija uno cada vez.' },
    folder: { says: 'Esto es una carpeta', means: 'Ábrala y elija el PDF que contiene.' },
    unreadable: {
      says: 'Este archivo no se puede leer',
      means: 'El navegador no ha recibido su contenido. Guárdelo otra vez e inténtelo de nuevo.',
    },
    unsupported: {
      says: 'Este navegador no puede comprobar el archivo aquí',
      means:
        'Solo comprueba firmas en páginas cargadas por completo, por https. Cargue de nuevo la página o compruébelo a mano, más abajo.',
    },
  },
  stateUnknown: 'No se ha podido averiguar si después fue sustituido o retirado.',
  gone: {
    replaced: {
      title: 'Certificado sustituido',
      heading: 'Este certificado fue sustituido',
      means: 'El {date} otro más reciente ocupó su lugar. Pida el más reciente a quien se lo mostró.',
    },
    withdrawn: {
      title: 'Certificado retirado',
      heading: 'Este certificado fue retirado',
      means: 'No es válido desde el {date}.',
    },
  },
  nothingKept: 'Esta página no dice nada de la persona a quien se emitió.',
};
