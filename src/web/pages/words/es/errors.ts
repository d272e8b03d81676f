import type { BaseCatalogue } from '../catalogue.ts';

const generic = 'No funcionó. Inténtalo de nuevo.';
const onlyAdministrator =
  'Es el único administrador activo. Asigna primero el rol de administrador a otra cuenta.';
const methodOff = 'Este método de inicio de sesión está desactivado. Usa otro.';
const signedOut = 'Tu sesión está cerrada. Vuelve a iniciarla.';

/** What a failure means for the person at the page, and what to do. The server's own sentences are for callers of the API. */
export const errors = {
  'error.account_disabled': 'Tu cuenta está desactivada.',
  'error.account_exists':
    'Ya existe una cuenta con este correo electrónico. Inicia sesión como lo hacías antes y después vincula este proveedor en tu cuenta.',
  'error.account_pending': 'Tu administrador tiene que aprobar tu cuenta.',
  'error.admin_by_group':
    'Esta persona es administradora por un grupo del proveedor. Sácala de ese grupo allí.',
  'error.admin_required': 'Ya no tienes el rol de administrador.',
  'error.asymmetric_keys_required': generic,
  'error.authentication_required': signedOut,
  'error.email_not_verified': 'Confirma primero tu correo electrónico. Te hemos enviado un enlace.',
  'error.email_verified': 'Esta dirección ya está confirmada.',
  'error.foreign_issuer':
    'La respuesta llegó de otro proveedor de identidad. Vuelve a iniciar sesión.',
  'error.group_exists': 'Ya existe un grupo con este nombre.',
  'error.group_not_found': 'Este grupo ya no existe. Puede que otro administrador lo eliminara.',
  'error.group_of_provider': 'Este grupo viene del proveedor, que le pone el nombre.',
  'error.group_required':
    'Tu cuenta en el proveedor no está en un grupo que pueda iniciar sesión aquí. Pregunta a tu administrador.',
  'error.identity_contested':
    'Dos cuentas del proveedor reclaman tu cuenta aquí, así que ninguna puede iniciar sesión. Avisa a tu administrador.',
  'error.identity_not_linked': 'Este proveedor ya no está vinculado a tu cuenta.',
  'error.identity_taken':
    'Esta cuenta del proveedor está vinculada a otra cuenta de este servidor.',
  'error.image_invalid': 'Este archivo no es una imagen que se pueda leer.',
  'error.image_required': 'Elige una imagen.',
  'error.image_too_large': 'La imagen puede ocupar como máximo 5 MB.',
  'error.insufficient_scope': 'Este token de API no lo permite.',
  'error.internal_error': 'Algo falló en el servidor. Inténtalo de nuevo.',
  'error.invitation_for_other_address': 'Esta invitación es para otra dirección de correo.',
  'error.invitation_not_found': 'Esta invitación ya no existe.',
  'error.invalid_credentials': 'El correo electrónico o la contraseña no son correctos.',
  'error.invalid_link_ticket':
    'Esto tardó demasiado o ya se usó. Vuelve a iniciar sesión en tu proveedor.',
  'error.invalid_login_code':
    'Este inicio de sesión tardó demasiado o ya se usó. Vuelve a iniciar sesión.',
  'error.invalid_logout_token': generic,
  'error.invalid_oidc_token': 'Este inicio de sesión ha caducado. Vuelve a iniciar sesión.',
  'error.invalid_pending_ticket': 'Inicia sesión para ver si tu cuenta está aprobada.',
  'error.invalid_redirect': generic,
  'error.invalid_refresh_token': signedOut,
  'error.invalid_state':
    'Este inicio de sesión tardó demasiado o se empezó en otro navegador. Vuelve a iniciar sesión.',
  'error.invalid_token': signedOut,
  'error.issuer_unused':
    'Ninguna cuenta de aquí ha iniciado sesión con este emisor. Revisa cómo está escrito.',
  'error.keys_from_secret':
    'Este servidor firma con un secreto, así que no tiene claves que cambiar.',
  'error.last_admin_deleted': onlyAdministrator,
  'error.last_admin_demoted': onlyAdministrator,
  'error.last_admin_disabled': onlyAdministrator,
  'error.last_way_in': 'Es tu único método para iniciar sesión. Configura otro antes de quitarlo.',
  'error.link_request_not_found':
    'Esta solicitud ya terminó. Puede que otro administrador haya decidido.',
  'error.link_request_outdated':
    'Esta solicitud ya no es válida, porque algo cambió entretanto. Vuelve a iniciar sesión en el proveedor.',
  'error.link_request_refused': 'Esta solicitud ya se rechazó.',
  'error.link_owner_required': 'Inicia sesión en la cuenta de este enlace o escribe su contraseña.',
  'error.link_invalid': 'Este enlace ya no es válido. Pide uno nuevo.',
  'error.local_auth_disabled':
    'Las contraseñas están desactivadas en este servidor. Inicia sesión con el proveedor de identidad.',
  'error.mail_not_configured': 'Este servidor no envía correos. Pide un enlace al administrador.',
  'error.mail_required':
    'Las cuentas necesitan una dirección confirmada (REQUIRE_VERIFIED_EMAIL), por eso no se puede desactivar el correo.',
  'error.mail_settings_missing': 'Configura primero el servidor de correo y el remitente.',
  'error.malformed_json': generic,
  'error.malformed_request': generic,
  'error.method_not_allowed': generic,
  'error.no_local_password':
    'Esta cuenta no tiene contraseña en este servidor. Cámbiala en tu proveedor de identidad.',
  'error.no_way_in':
    'Así, ningún administrador podría iniciar sesión. Vincula un proveedor a tu propia cuenta o mantén activas las contraseñas, e inténtalo de nuevo.',
  'error.not_found': 'Esto ya no está aquí.',
  'error.offline':
    'No se puede conectar con el servidor. Comprueba tu conexión e inténtalo de nuevo.',
  'error.oidc_not_enabled': methodOff,
  'error.own_admin_status':
    'No puedes cambiar tu propio rol de administrador. Otro administrador puede hacerlo por ti.',
  'error.own_link_request': 'Es tu propia cuenta. Vincula el proveedor en tu cuenta.',
  'error.own_password_reset': 'Cambia tu propia contraseña en tu cuenta.',
  'error.password_change_required': 'Primero elige una contraseña nueva.',
  'error.password_unchanged': 'La contraseña nueva tiene que ser distinta de la actual.',
  'error.payload_too_large': 'Es demasiado para enviarlo de una vez.',
  'error.provider_already_linked':
    'Tu cuenta está vinculada a otra cuenta de este proveedor. Desvincúlala primero.',
  'error.provider_answer_invalid':
    'El proveedor de identidad envió una respuesta que no es de confianza. Vuelve a iniciar sesión.',
  'error.provider_disabled': methodOff,
  'error.provider_email_missing':
    'El proveedor de identidad no compartió tu correo electrónico. Permite que lo comparta o inicia sesión de otra forma.',
  'error.provider_misconfigured':
    'La configuración del proveedor de identidad y la de este servidor no coinciden. Avisa a tu administrador.',
  'error.provider_move_not_found': 'No hay ningún cambio de proveedor que deshacer.',
  'error.provider_move_running':
    'Ya hay un cambio de proveedor en curso. Deshazlo primero o espera a que termine.',
  'error.provider_not_configured': 'Este método de inicio de sesión no está configurado. Usa otro.',
  'error.provider_refused':
    'El proveedor de identidad rechazó el inicio de sesión. Inténtalo de nuevo.',
  'error.provider_unavailable':
    'Ahora mismo no se puede conectar con el proveedor de identidad. Inténtalo de nuevo en un momento.',
  'error.rate_limited': ({ wait }) => `Demasiados intentos. Vuelve a intentarlo dentro de ${wait}.`,
  'error.reauthentication_required': 'No se cambió nada, porque no confirmaste que eres tú.',
  'error.refresh_token_expired': 'Tu sesión ha terminado. Vuelve a iniciarla.',
  'error.registration_disabled': 'Este servidor no admite cuentas nuevas.',
  'error.server_busy':
    'El servidor está muy ocupado ahora mismo. Inténtalo de nuevo en un momento.',
  'error.session_not_found': 'Esta sesión ya ha terminado.',
  'error.session_required': generic,
  'error.setting_locked':
    'Este ajuste viene de las variables de entorno y no se puede cambiar aquí.',
  'error.setup_token_required':
    'El token de instalación falta o no es correcto. Lo definió como SETUP_TOKEN la persona que inició este servidor.',
  'error.sign_in_denied': 'Cancelaste el inicio de sesión o el proveedor de identidad lo rechazó.',
  'error.sign_up_closed': 'Todavía no tienes cuenta en este servidor.',
  'error.storage_unavailable':
    'El servidor no puede guardar nada ahora mismo. Avisa a tu administrador.',
  'error.token_name_taken': 'Ya tienes un token de API con este nombre. Elige otro.',
  'error.token_not_found': 'Este token de API ya no existe.',
  'error.too_many_link_requests':
    'Ya hay demasiadas solicitudes pendientes. Habla con tu administrador.',
  'error.too_many_tokens':
    'Ya tienes todos los tokens de API que puedes tener. Revoca uno que ya no necesites e inténtalo de nuevo.',
  'error.too_many_invitations': 'Hay demasiadas invitaciones abiertas. Retira una primero.',
  'error.too_many_groups': 'Hay demasiados grupos. Elimina uno primero.',
  'error.unknown': generic,
  'error.unknown_audience': generic,
  'error.unknown_provider': methodOff,
  'error.unprovable_oidc_token': generic,
  'error.unsupported_image_type': 'Elige una imagen JPEG, PNG o WebP.',
  'error.unsupported_media_type': generic,
  'error.user_exists': 'Ya existe una cuenta con este correo electrónico.',
  'error.user_not_found': 'Esta cuenta ya no existe. Puede que otro administrador la eliminara.',
  'error.user_not_pending': 'Otro administrador ya decidió sobre esta solicitud.',
  'error.validation_failed': 'Revisa los datos que has escrito.',
  'error.wrong_current_password': 'La contraseña actual no es correcta.',

  'reason.admin_by_group': ({ group, provider }) =>
    `Esta persona es administradora por el grupo «${group}» de ${provider}.`,
  'reason.foreign_tenant': 'Con esta cuenta de Microsoft no se puede iniciar sesión aquí.',
  'reason.group_missing': ({ provider }) =>
    `Tu cuenta en ${provider} no está en un grupo que pueda iniciar sesión aquí. Pregunta a tu administrador.`,
  'reason.image_damaged': 'La imagen está dañada o incompleta.',
  'reason.image_too_many_pixels': ({ maxMegapixels }) =>
    `La imagen puede tener como máximo ${maxMegapixels} megapíxeles.`,
  'reason.image_too_many_scans':
    'La imagen está guardada de un modo que tarda demasiado en leerse.',
  'reason.locked_by_variable': ({ variable }) =>
    `Está definido en el entorno con ${variable} y no se puede cambiar aquí.`,
  'reason.passwords_off':
    'Esta cuenta no tiene contraseña aquí, y el inicio de sesión con contraseña está desactivado.',
  'reason.provider_switched_off': ({ provider }) =>
    `El inicio de sesión con ${provider} está desactivado. Usa otro método.`,
  'reason.role_not_in_tokens':
    'Los tokens de API no llevan el rol de administración que da un grupo.',
  'reason.sign_in_at_provider':
    'Esta cuenta no tiene contraseña en este servidor. Vuelve a iniciar sesión con tu proveedor.',
  'reason.too_many_waiting':
    'En este momento hay demasiadas solicitudes pendientes de aprobación. Inténtalo de nuevo más tarde.',

  'reason.waits_for_approval':
    'Esta dirección está registrada y espera aprobación. Usa la contraseña que elegiste entonces o pide al administrador que apruebe la cuenta.',
  'error.signIn': 'No se pudo iniciar sesión. Inténtalo de nuevo.',
  'error.unreadable': 'No se pudo conectar bien con el servidor. Inténtalo de nuevo en un momento.',
} satisfies Partial<BaseCatalogue>;
