# The user service. Built from the repository's root, after mvn package:
#   docker build -f compose/docker/user.Dockerfile -t maltan/user .
FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY user/target/maltan-user.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 maltan && useradd --uid 10001 --gid maltan --no-create-home --home-dir /maltan maltan
WORKDIR /maltan
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY compose/jvm/user.args compose/jvm/migrate.args jvm/
ENV MALLOC_ARENA_MAX=2 SERVER_PORT=8081 MANAGEMENT_SERVER_PORT=9081
USER maltan
EXPOSE 8081 9081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 \
  CMD curl --fail --silent --show-error --max-time 2 "http://127.0.0.1:$MANAGEMENT_SERVER_PORT/actuator/health/readiness" || exit 1
ENTRYPOINT ["java", "@jvm/user.args", "-jar", "application.jar"]
