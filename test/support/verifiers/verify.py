# Verifies a token with PyJWT, as a program that knows nothing but the address of the keys.
import sys

import jwt

address, issuer, token = sys.argv[1:]
key = jwt.PyJWKClient(address).get_signing_key_from_jwt(token)
claims = jwt.decode(token, key.key, algorithms=["ES256"], audience="anchor", issuer=issuer)
print(claims["sub"])
