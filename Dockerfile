# The program alone on glibc, for a user without rights: docker build -t anchor-auth .
FROM oven/bun:1.4.5 AS build
WORKDIR /src
COPY . .
RUN bun install --frozen-lockfile --production && bun scripts/build.ts && mkdir /data

FROM gcr.io/distroless/base-debian12:nonroot
COPY --from=build /src/dist/anchor-auth /anchor-auth
# A new volume takes its owner from here.
COPY --from=build --chown=65532:65532 /data /data
ENV HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD ["/anchor-auth", "healthcheck"]
ENTRYPOINT ["/anchor-auth"]
