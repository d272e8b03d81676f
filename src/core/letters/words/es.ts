import type { LetterWords } from '../words.ts';

const ifNotYou =
  'Si no fuiste tú, cambia tu contraseña de inmediato, cierra las demás sesiones en la página de tu cuenta y avisa a tu administrador.';
const openAccount = 'Abrir tu cuenta';

export const es: LetterWords = {
  greeting: (name) => (name === null ? 'Hola:' : `Hola, ${name}:`),
  colon: (label) => `${label}:`,
  orOpen: 'O abre esta dirección en tu navegador:',
  worksUntil: ({ time }) => `El enlace funciona una sola vez, hasta el ${time}.`,
  help: 'Ayuda',
  labels: {
    when: 'Fecha',
    device: 'Dispositivo',
    ip: 'Dirección IP',
    name: 'Nombre',
    email: 'Correo',
    token: 'Token de API',
    provider: 'Proveedor',
    administrator: 'Administrador',
    validUntil: 'Vence el',
  },
  browserOn: ({ browser, system }) => `${browser} en ${system}`,
  appOn: ({ system }) => `App en ${system}`,
  mobileApp: 'App móvil',

  verifyEmail: ({ brand, email }) => ({
    subject: `Confirma tu correo para ${brand}`,
    title: 'Confirma tu correo',
    paragraphs: [`Una cuenta en ${brand} tiene el correo ${email}. Confirma que es tuyo.`],
    button: 'Confirmar correo',
    surprise:
      'Si no tienes ninguna cuenta ahí, puedes ignorar este mensaje: el correo quedará sin confirmar.',
  }),
  resetPassword: ({ brand, email, by }) => ({
    subject: `Elige una contraseña nueva para ${brand}`,
    title: 'Elige una contraseña nueva',
    paragraphs: [
      by === null
        ? `Se pidió un enlace para elegir una contraseña nueva para tu cuenta ${email} en ${brand}.`
        : `${by} te envía este enlace para que elijas una contraseña nueva para tu cuenta ${email} en ${brand}.`,
    ],
    button: 'Elegir contraseña',
    surprise:
      by === null
        ? 'Si no lo pediste, puedes ignorar este mensaje: tu contraseña no cambia.'
        : 'Tu contraseña no cambia mientras no uses el enlace.',
  }),
  resetAtProvider: ({ brand, email, providers }) => ({
    subject: `Cómo iniciar sesión en ${brand}`,
    title: 'Tu cuenta no tiene contraseña aquí',
    paragraphs: [
      `Se pidió un enlace para elegir una contraseña nueva para tu cuenta ${email} en ${brand}.`,
      `Inicias sesión con ${providers}: tu contraseña se guarda ahí y solo se puede cambiar ahí.`,
    ],
    button: 'Ir al inicio de sesión',
    surprise: 'Si no lo pediste, puedes ignorar este mensaje: no ha cambiado nada.',
  }),
  changeEmail: ({ brand, email }) => ({
    subject: `Confirma tu nuevo correo para ${brand}`,
    title: 'Confirma tu nuevo correo',
    paragraphs: [`Una cuenta en ${brand} va a tener el correo ${email}. Confirma que es tuyo.`],
    button: 'Confirmar correo',
    surprise: 'Si no lo pediste, puedes ignorar este mensaje: no cambiará nada.',
  }),
  emailChanging: ({ brand, email, newEmail }) => ({
    subject: `Un nuevo correo para tu cuenta en ${brand}`,
    title: 'Se pidió un nuevo correo',
    paragraphs: [
      `Tu cuenta en ${brand} va a tener el correo ${newEmail} en lugar de ${email}.`,
      'Cambiará en cuanto se confirme el nuevo correo. Hasta entonces todo sigue igual.',
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  emailChanged: ({ brand, email, newEmail }) => ({
    subject: `Se cambió tu correo en ${brand}`,
    title: 'Se cambió tu correo',
    paragraphs: [
      `Tu cuenta en ${brand} tiene ahora el correo ${newEmail} en lugar de ${email}. Este es el último mensaje al correo anterior.`,
    ],
    surprise: 'Si no fuiste tú, avisa de inmediato a tu administrador.',
  }),
  invitation: ({ brand, email, by }) => ({
    subject: `Tu invitación a ${brand}`,
    title: `Tienes una invitación a ${brand}`,
    paragraphs: [
      by === null
        ? `Puedes crear una cuenta en ${brand} con el correo ${email}.`
        : `${by} te invita a crear una cuenta en ${brand} con el correo ${email}.`,
    ],
    button: 'Aceptar la invitación',
    surprise: 'Si no la esperabas, puedes ignorar este mensaje: no se creará ninguna cuenta.',
  }),
  waiting: ({ brand, count, name }) => ({
    subject:
      count === 1
        ? `${name} espera tu aprobación en ${brand}`
        : `${count} personas esperan tu aprobación en ${brand}`,
    title:
      count === 1 ? 'Una persona espera tu aprobación' : `${count} personas esperan tu aprobación`,
    paragraphs: [
      count === 1
        ? `Una persona se registró en ${brand}. Podrá iniciar sesión cuando un administrador apruebe su cuenta.`
        : `Se registraron en ${brand} y podrán iniciar sesión cuando un administrador apruebe sus cuentas. La solicitud más reciente:`,
    ],
    button: 'Revisar solicitudes',
    surprise: null,
  }),
  approved: ({ brand, email }) => ({
    subject: `Tu cuenta en ${brand} está aprobada`,
    title: 'Tu cuenta está aprobada',
    paragraphs: [
      `Un administrador aprobó tu cuenta ${email} en ${brand}. Ya puedes iniciar sesión.`,
    ],
    button: 'Iniciar sesión',
    surprise: 'Si no solicitaste una cuenta, avisa al administrador.',
  }),
  rejected: ({ brand, email }) => ({
    subject: `Tu solicitud de una cuenta en ${brand}`,
    title: 'Tu solicitud fue rechazada',
    paragraphs: [
      `Se solicitó una cuenta en ${brand} con el correo ${email}. Un administrador rechazó la solicitud y se eliminaron los datos introducidos.`,
    ],
    surprise: 'Si no solicitaste una cuenta, puedes ignorar este mensaje.',
  }),
  security: {
    password_changed: ({ brand, account }) => ({
      subject: `Se cambió tu contraseña en ${brand}`,
      title: 'Se cambió tu contraseña',
      paragraphs: [
        `Tu cuenta ${account} en ${brand} tiene una contraseña nueva. Se cerró la sesión en los demás dispositivos.`,
      ],
      button: openAccount,
      surprise:
        'Si no fuiste tú, avisa de inmediato a tu administrador: puede enviarte un enlace para elegir otra contraseña.',
    }),
    password_reset: ({ brand, account }) => ({
      subject: `Se restableció tu contraseña en ${brand}`,
      title: 'Se restableció tu contraseña',
      paragraphs: [
        `Se restableció la contraseña de tu cuenta ${account} en ${brand}. Se cerró la sesión en todos los dispositivos.`,
      ],
      button: openAccount,
      surprise: 'Si no lo esperabas, avisa de inmediato a tu administrador.',
    }),
    api_token_created: ({ brand, account }) => ({
      subject: `Un nuevo token de API para tu cuenta en ${brand}`,
      title: 'Se creó un token de API',
      paragraphs: [
        `Se creó un token de API para tu cuenta ${account} en ${brand}. Los programas que lo tienen actúan en tu nombre.`,
      ],
      button: openAccount,
      surprise:
        'Si no fuiste tú, revoca el token en la página de tu cuenta, cambia tu contraseña de inmediato y avisa a tu administrador.',
    }),
    provider_linked: ({ brand, account }) => ({
      subject: `Un nuevo método de inicio de sesión para tu cuenta en ${brand}`,
      title: 'Se añadió un método de inicio de sesión',
      paragraphs: [
        `Se vinculó una cuenta de otro proveedor con tu cuenta ${account} en ${brand}. A partir de ahora sirve para iniciar sesión.`,
      ],
      button: openAccount,
      surprise:
        'Si no fuiste tú, desvincula el proveedor en la página de tu cuenta, cambia tu contraseña de inmediato y avisa a tu administrador.',
    }),
    provider_unlinked: ({ brand, account }) => ({
      subject: `Se quitó un método de inicio de sesión de tu cuenta en ${brand}`,
      title: 'Se quitó un método de inicio de sesión',
      paragraphs: [
        `Se desvinculó un proveedor de tu cuenta ${account} en ${brand}. Ya no sirve para iniciar sesión.`,
      ],
      button: openAccount,
      surprise: ifNotYou,
    }),
  },
  newDevice: ({ brand, account }) => ({
    subject: `Nuevo inicio de sesión en tu cuenta en ${brand}`,
    title: 'Nuevo inicio de sesión en tu cuenta',
    paragraphs: [
      `Se inició sesión en tu cuenta ${account} en ${brand} con un dispositivo o desde una red que es nueva para ella.`,
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  tokenExpires: ({ brand, account, token }) => ({
    subject: `Tu token de API «${token}» vence pronto`,
    title: 'Un token de API vence pronto',
    paragraphs: [
      `El token de API «${token}» de tu cuenta ${account} en ${brand} vence pronto. Los programas que lo usan serán rechazados a partir de entonces. Crea uno nuevo antes, o no hagas nada si ya no lo necesitas.`,
    ],
    button: openAccount,
    surprise: null,
  }),
  test: ({ brand, email }) => ({
    subject: `Mensaje de prueba de ${brand}`,
    title: 'El envío de correo funciona',
    paragraphs: [
      `${brand} puede enviar mensajes a ${email}. Un administrador envió este mensaje para probarlo.`,
    ],
    surprise: 'Si no conoces este servidor, puedes ignorar este mensaje.',
  }),
};
