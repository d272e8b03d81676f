import type { BaseCatalogue } from '../catalogue.ts';

/** The pages for people who are not signed in. */
export const signIn = {
  'signIn.closed': '¿Aún no tienes cuenta?',
  'signIn.confirmed': 'Gracias, ya sabemos que eres tú. Puedes seguir con lo que empezaste.',
  'signIn.continueWith': ({ provider }) => `Continuar con ${provider}`,
  'signIn.create': ({ link }) => `¿Es tu primera vez aquí? ${link('Crea una cuenta')}`,
  'signIn.createReview': ({ link }) =>
    `¿Es tu primera vez aquí? ${link('Crea una cuenta')}. Podrás usarla cuando tu administrador la apruebe.`,
  'signIn.divider': 'o con tu correo electrónico',
  'signIn.endedElsewhere': 'Se cerró tu sesión desde otro dispositivo.',
  'signIn.first':
    'La primera persona que inicie sesión tendrá el rol de administrador de este servidor.',
  'signIn.forgotten': '¿Olvidaste tu contraseña?',
  'signIn.goingThere': ({ provider }) => `Abriendo ${provider}`,
  'signIn.otherPerson':
    'Iniciaste sesión en el proveedor con la cuenta de otra persona, así que no se confirmó nada. Tu sesión sigue abierta como antes y no se cambió nada.',
  'signIn.passwordRemoved':
    'Ya existía una cuenta con tu correo electrónico, pero la dirección nunca se había verificado. Ahora la cuenta es tuya: se eliminaron su contraseña, sus sesiones y su token de API para que quien la creó no pueda entrar.',
  'signIn.providersAt': ({ host }) =>
    `Estos botones abren primero ${host}. Allí tendrás que volver a elegir tu proveedor.`,
  'signIn.signedIn': 'Sesión iniciada',
  'signIn.signingIn': 'Iniciando sesión',
  'signIn.stayHere': 'Quedarme en esta página',
  'signIn.stillSignedIn': 'Tu sesión sigue abierta',

  'confirmFirst.later':
    '¿No llega nada en unos minutos? Mira en el correo no deseado o inicia sesión otra vez para recibir otro enlace.',
  'confirmFirst.text': ({ email }) =>
    `Hemos enviado un enlace a ${email}. Ábrelo para confirmar la dirección y después podrás iniciar sesión.`,
  'confirmFirst.title': 'Confirma tu correo electrónico',
  'forgot.back': ({ link }) => link('Volver a la página de inicio de sesión'),
  'forgot.later': '¿No llega nada en unos minutos? Mira en el correo no deseado.',
  'forgot.lead':
    'Escribe tu correo electrónico. Te enviamos un enlace para elegir una contraseña nueva.',
  'forgot.noMail': 'Este servidor no envía correos.',
  'forgot.sent': ({ email }) =>
    `Si hay una cuenta con la dirección ${email}, un mensaje con un enlace está en camino. El enlace vale una hora.`,
  'forgot.sentTitle': 'Mira tu correo',
  'forgot.submit': 'Enviar el enlace',
  'forgot.title': '¿Olvidaste tu contraseña?',

  'register.byProvider':
    'Las cuentas de este servidor vienen de un proveedor de identidad. Inicia sesión con él.',
  'register.first': 'Crear la cuenta de administrador',
  'register.firstLead': 'Este servidor es nuevo. La primera cuenta será la de su administrador.',
  'register.missingSetupToken': 'Escribe el token de instalación.',
  'register.review': 'Tu administrador aprueba las cuentas nuevas antes de que puedan usarse.',
  'register.setupToken': 'Token de instalación',
  'register.setupTokenHint': 'Lo definió como SETUP_TOKEN la persona que inició este servidor.',
  'register.signIn': ({ link }) => `¿Ya tienes cuenta? ${link('Inicia sesión')}`,
  'register.taken': ({ link }) => `¿Es tuya? ${link('Inicia sesión con ella')}`,

  'choose.missingTemporary': 'Introduce la contraseña temporal.',
  'choose.submit': 'Guardar y continuar',
  'choose.temporary': 'Contraseña temporal',
  'choose.text': 'Tu contraseña es temporal. Elige una que solo tú conozcas.',
  'choose.title': 'Elige una contraseña nueva',

  'pending.approved': 'Tu cuenta está aprobada',
  'pending.approvedText': 'Ya puedes iniciar sesión.',
  'pending.expired': 'Puede que tu cuenta siga pendiente',
  'pending.expiredText':
    'Esta página dejó de comprobarlo. Inicia sesión para ver si tu cuenta está aprobada.',
  'pending.gone': 'Tu cuenta no se aprobó',
  'pending.goneText':
    'Tu solicitud de cuenta ha terminado: no se aprobó o no se respondió a tiempo.',
  'pending.otherAccount': 'Usar otra cuenta',
  'pending.text':
    'Tu cuenta sigue pendiente: tu administrador tiene que aprobarla. Esta página lo comprueba sola y te avisará.',
  'pending.textLater': 'También puedes cerrarla, volver más tarde e iniciar sesión.',
  'pending.title': 'Pendiente de aprobación',
  'pending.toSignIn': 'Volver al inicio de sesión',

  'link.ask': 'Preguntar al administrador',
  'link.askedText': ({ date }) =>
    `Tu administrador decide si esa cuenta del proveedor es tuya. Vuelve más tarde e inicia sesión allí como siempre. La solicitud termina el ${date}.`,
  'link.askedTitle': 'Tu solicitud se envió',
  'link.askText':
    'Tu administrador ve quién lo solicita y decide. Después inicias sesión en el proveedor como siempre.',
  'link.divider': 'o',
  'link.password': 'Confirmar con tu contraseña',
  'link.passwordText': 'A partir de entonces, tu cuenta del proveedor también abrirá esta cuenta.',
  'link.refusedText': 'Tu administrador rechazó esta solicitud. Si fue un error, habla con él.',
  'link.refusedTitle': 'Tu solicitud se rechazó',
  'link.submit': 'Vincular e iniciar sesión',
  'link.text':
    'Ya existe una cuenta con tu correo, pero tu proveedor aún no está vinculado a ella. Si es tuya, vincúlalo ahora.',
  'link.title': '¿Es esta tu cuenta?',
} satisfies Partial<BaseCatalogue>;
